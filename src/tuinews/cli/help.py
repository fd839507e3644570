"""The overview that `tuinews --help` prints."""

from tuinews.cli.command import GROUPS
from tuinews.cli.parser import COMMON

HEADLINE = "all your news in a terminal"
EXIT_CODES = "0 done, 1 failed, 2 wrong usage, 3 done but not all of it, 4 config unusable, 5 store unusable."

_HEAD = f"""\
tuinews: {HEADLINE}.

usage: tuinews                      open the reader
       tuinews COMMAND [ARGUMENT…]  do one thing and leave
"""

EXAMPLES = """\
  tuinews demo                                look around, without a network
  tuinews add https://example.org             subscribe to what a site offers
  tuinews refresh                             fetch what is due
  tuinews list 'is:unread after:today'        today's unread headlines
  tuinews show 42 --full --format markdown    an article with the page's full text"""

_TAIL = f"""
examples:
{EXAMPLES}

`tuinews COMMAND --help` explains a command. Data goes to stdout, everything else to stderr.
Exit codes: {EXIT_CODES}"""


def overview() -> str:
    """Return the overview: every command with its summary, the common options, and examples."""
    parts = [_HEAD]
    for group, rows in GROUPS.items():
        parts.append(f"{group.lower()}:")
        parts.extend(f"  {row.name:<10} {row.summary}" for row in rows)
        parts.append("")
    return "\n".join([*parts, COMMON, _TAIL])
