"""Reading without a screen: lines that are only ever appended, for screen readers, braille displays and slow links."""
