"""What machines tell one another through a shared folder: registers, their stamps, the lines of logs. Pure.

Each machine appends to a log of its own and reads those of the others. What two of them decided about the same thing is
merged by one rule, `registers.find_winner`, which gives the same whatever came first, twice or late.
"""
