"""What an announced inspection asks for, and when: timetables laid out in working days. Pure."""
