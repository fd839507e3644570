"""What a shared folder is told, and what it tells: registers, in the transactions that change what they are about."""
