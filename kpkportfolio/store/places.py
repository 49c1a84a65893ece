"""What kind of place a file is in: a network share, or a folder that a cloud service copies elsewhere.

SQLite asks for neither: locks do not hold over most network file systems (https://sqlite.org/whentouse.html), and a
service that copies a database while it is written copies something that never was (https://sqlite.org/howtocorrupt.html).
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Final

_CLOUD_FOLDERS: Final = (
    "onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "owncloud",
    # where macOS keeps iCloud Drive, and every other service since 12.3
    "mobile documents", "cloudstorage",
)  # fmt: skip
# Windows tells where OneDrive is, which may be called anything
_CLOUD_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_NETWORK_KINDS: Final = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "afs", "ncpfs", "webdav", "davfs", "9p", "ceph", "glusterfs",
    "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs", "fuse.s3fs",
}  # fmt: skip
_DRIVE_REMOTE: Final = 4


def is_cloud(path: Path) -> bool:
    """Whether a cloud service copies the folder: OneDrive, Dropbox, Google Drive, iCloud or Nextcloud, by its name, or
    where Windows says that OneDrive is."""
    parts = [part.casefold() for part in path.parts[:-1]]
    if any(mark in part for part in parts for mark in _CLOUD_FOLDERS):
        return True
    told = {os.environ[name] for name in _CLOUD_VARIABLES if os.environ.get(name)}
    return any(path.is_relative_to(folder) for folder in told)


def is_network(path: Path) -> bool:
    """Whether the file is on another machine: a UNC path, a mapped drive of Windows, a network file system elsewhere.

    What kind of file system it is cannot be asked on macOS without its own libraries; there only UNC paths are found.
    """
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _DRIVE_REMOTE)
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    return kind_of_mount(path, mounts) in _NETWORK_KINDS


def kind_of_mount(path: PurePath, mounts: Iterable[str]) -> str:
    """The kind of file system a path is on, by the lines of ``/proc/self/mounts``; empty when none of them holds it."""
    deepest, found = -1, ""
    for line in mounts:
        fields = line.split(" ")
        if len(fields) > 2:
            # a blank in a folder's name is written as an octal number (proc_mounts(5))
            place = PurePath(fields[1].replace("\\040", " "))
            # what is mounted later lies over what was mounted there before
            if path.is_relative_to(place) and len(place.parts) >= deepest:
                deepest, found = len(place.parts), fields[2]
    return found
