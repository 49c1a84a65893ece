"""The condition worked out from facts, in words: each finding with its measure, its baseline and the rule it is by."""

from kpkportfolio.model.health_rules import Aspect, Computed, Finding, thresholds
from kpkportfolio.model.rows import BaselineRow
from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import _, format_number, format_percent, ngettext


def finding_words(finding: Finding, facts: Computed) -> str:
    """``Loppu 92 päivää ensimmäistä perussuunnitelmaa (Päätös 2010) myöhemmin``."""
    match finding.aspect:
        case Aspect.SCHEDULE:
            return _schedule(int(finding.amount), finding, facts)
        case Aspect.COST:
            return _cost(finding.amount, finding, facts)
        case Aspect.DELIVERABLES:
            return _deliverables(finding)


def rule_words(aspect: Aspect) -> str:
    """The rule that an aspect is judged by, with the thresholds in use."""
    limits = thresholds()
    months = {"yellow": limits.yellow_months, "red": limits.red_months}
    match aspect:
        case Aspect.SCHEDULE:
            return _(
                "Schedule: to be watched from {yellow} months of slip on, a decision is needed above {red} months."
            ).format(**months)
        case Aspect.COST:
            return _("Cost: to be watched with any overrun, a decision is needed above {percent}.").format(
                percent=format_percent(limits.red_percent)
            )
        case Aspect.DELIVERABLES:
            return _(
                "Deliverables: to be watched when one is {yellow} months late, a decision is needed above {red} months."
            ).format(**months)


def rules_words() -> str:
    """All rules, a line each, and what they are after."""
    lines = [rule_words(aspect) for aspect in Aspect]
    lines.append(
        _("The worst of these counts, against the first baseline and the latest. What is unknown is not judged.")
    )
    return "\n".join(lines)


def flag_words(facts: Computed) -> str:
    """What is said where a person judged greener than the facts."""
    return _("Judged better than the facts: worked out as {condition}").format(
        condition=label(facts.health).lower() if facts.health else ""
    )


def _against(baseline: BaselineRow | None, facts: Computed) -> str:
    name = baseline.name if baseline is not None else ""
    if facts.first == facts.latest:
        return _("the baseline “{name}”").format(name=name)
    if baseline == facts.first:
        return _("the first baseline “{name}”").format(name=name)
    return _("the latest baseline “{name}”").format(name=name)


def _schedule(days: int, finding: Finding, facts: Computed) -> str:
    against = _against(finding.baseline, facts)
    if days == 0:
        return _("Ends as in {baseline}").format(baseline=against)
    n = abs(days)
    if finding.passed and days > 0:
        told = ngettext(
            "Not over although the end has passed: {n} day later than {baseline}",
            "Not over although the end has passed: {n} days later than {baseline}",
            n,
        )
    elif days > 0:
        told = ngettext("Ends {n} day later than {baseline}", "Ends {n} days later than {baseline}", n)
    else:
        told = ngettext("Ends {n} day earlier than {baseline}", "Ends {n} days earlier than {baseline}", n)
    return told.format(n=format_number(n), baseline=against)


def _cost(percent: float, finding: Finding, facts: Computed) -> str:
    against = _against(finding.baseline, facts)
    # one decimal below ten, so that an overrun just above a threshold does not read as the threshold
    n = format_number(abs(percent), 1)
    if percent > 0:
        return _("Costs {percent} per cent more than {baseline}").format(percent=n, baseline=against)
    if percent < 0:
        return _("Costs {percent} per cent less than {baseline}").format(percent=n, baseline=against)
    return _("Costs as in {baseline}").format(baseline=against)


def _deliverables(finding: Finding) -> str:
    if not finding.late:
        return _("No deliverable is late")
    told = ngettext("{n} deliverable is late", "{n} deliverables are late", finding.late).format(n=finding.late)
    days = int(finding.amount)
    most = ngettext("at most {n} day", "at most {n} days", days).format(n=format_number(days))
    return f"{told}, {most}"
