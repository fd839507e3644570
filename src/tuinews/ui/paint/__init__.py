"""From values and a width to lines of styled runs: pure, without a widget in sight."""
