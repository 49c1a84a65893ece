"""The address of a shared PostgreSQL database; its password goes to the operating system's keyring or nowhere."""

from urllib.parse import quote, urlsplit, urlunsplit

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from kpkportfolio.text import _
from ui.dialogs.message import Message, Tone
from ui.settings import without_secret
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label as text_label

_KEYRING = "kpkportfolio"
_PORT = 5432


class SharedDatabase(QDialog):
    """Asks for address, user and password."""

    def __init__(self, address: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Open a shared database"))
        self.setMinimumWidth(520)
        self.address = QLineEdit(without_secret(address))
        self.address.setPlaceholderText("postgresql://user@host/database")
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("the kept one, if there is one"))
        self.keep = QCheckBox(_("Keep the password in this computer's keyring"))
        form = QFormLayout()
        form.setVerticalSpacing(SIZES.space_2)
        form.setHorizontalSpacing(SIZES.space_4)
        form.addRow(_("Address"), self.address)
        form.addRow(_("Password"), self.password)
        form.addRow("", self.keep)
        self._problem = text_label("", FontRole.SMALL, "danger", wrap=True)
        buttons = QDialogButtonBox()
        self._open = buttons.addButton(_("Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._open.setProperty("kind", "primary")
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_4)
        layout.addWidget(
            text_label(
                _(
                    "Your administrator gives the address. "
                    "The connection to another machine is always verified in full."
                ),
                FontRole.SMALL,
                "muted",
                wrap=True,
            )
        )
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        self.address.textChanged.connect(self._judge)
        self._judge()

    @property
    def plain_address(self) -> str:
        """The address without any password, even one that was typed into it."""
        return without_secret(self.address.text().strip())

    @property
    def secret(self) -> str:
        """The password typed, here or into the address."""
        try:
            return self.password.text() or urlsplit(self.address.text().strip()).password or ""
        except ValueError:
            return ""

    @Slot()
    def _judge(self) -> None:
        problem = address_problem(self.address.text().strip())
        self._open.setEnabled(not problem)
        self._problem.setText(problem if self.address.text().strip() else "")

    @classmethod
    def ask(cls, parent: QWidget | None = None, address: str = "") -> str | None:
        """The address to open, with the password only when the keyring does not have it; None when not wanted."""
        dialog = cls(address, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        target, secret, keep = dialog.plain_address, dialog.secret, dialog.keep.isChecked()
        dialog.deleteLater()
        if not accepted:
            return None
        if not secret:
            return target
        if keep and keep_password(target, secret):
            return target
        if keep:
            Message.tell(
                parent,
                _("The password could not be kept"),
                _("This computer has no keyring that can be used. The password serves until the window is closed."),
                tone=Tone.WARNING,
            )
        return with_secret(target, secret)


def address_problem(address: str) -> str:
    """Why this is not the address of a shared database, or nothing."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return _("The address cannot be understood.")
    if parts.scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
        return _("The address begins with postgresql://")
    if not parts.hostname and "host=" not in parts.query:
        return _("The address names no server.")
    if not parts.path.strip("/"):
        return _("The address names no database.")
    return "" if port is None or port > 0 else _("The address cannot be understood.")


def with_secret(target: str, secret: str) -> str:
    """The address with the password in it; held in memory only."""
    parts = urlsplit(target)
    user, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user}:{quote(secret, safe='')}{at or '@'}{host}"))


def keep_password(target: str, secret: str) -> bool:
    """Give the password to the operating system's keyring, where opening looks for it; False when there is none."""
    import keyring
    from keyring.errors import KeyringError

    parts = urlsplit(target)
    name = f"{parts.username}@{parts.hostname}:{parts.port or _PORT}/{parts.path.lstrip('/')}"
    try:
        keyring.set_password(_KEYRING, name, secret)
        return keyring.get_password(_KEYRING, name) == secret
    except KeyringError:
        return False
