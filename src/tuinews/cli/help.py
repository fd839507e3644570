"""The overview that `tuinews --help` prints."""

from tuinews.cli.command import GROUPS
from tuinews.cli.parser import describe_common
from tuinews.model.language import begin_small, tr, tr_later

HEADLINE = tr_later("all your news in a terminal")
EXIT_CODES = tr_later("0 done, 1 failed, 2 wrong usage, 3 done but not all of it, 4 config unusable, 5 store unusable.")

_USAGE = tr_later("""\
usage: tuinews                      open the reader
       tuinews COMMAND [ARGUMENT…]  do one thing and leave
""")

EXAMPLES = tr_later("""\
  tuinews demo                                look around, without a network
  tuinews add https://example.org             subscribe to what a site offers
  tuinews refresh                             fetch what is due
  tuinews list 'is:unread after:today'        today's unread headlines
  tuinews show 42 --full --format markdown    an article with the page's full text""")


def overview() -> str:
    """Return the overview: every command with its summary, the common options, and examples."""
    parts = [f"tuinews: {tr(HEADLINE)}.\n\n{tr(_USAGE)}"]
    for group, rows in GROUPS.items():
        parts.append(f"{begin_small(tr(group))}:")
        parts.extend(f"  {row.name:<10} {row.summary}" for row in rows)
        parts.append("")
    where = tr("`tuinews COMMAND --help` explains a command. Data goes to stdout, everything else to stderr.")
    tail = ["", tr("examples:"), tr(EXAMPLES), "", where, tr("Exit codes: {codes}", codes=tr(EXIT_CODES))]
    return "\n".join([*parts, describe_common(), *tail])
