"""The lines that several pages of a site have in common: they are the site's, not an article's."""

from tuinews.model.repeated_lines import PAGES_WITH_LINE

REPEATED_LINES = f"""
    SELECT line FROM site_lines WHERE site = ? AND line IN (SELECT value FROM carray(?))
    GROUP BY line HAVING count(*) >= {PAGES_WITH_LINE}
"""  # noqa: S608  SQL of ours, values bound
