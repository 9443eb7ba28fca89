"""Texts that a word processor wrote: Word, ODT, RTF, with the numbers that it prints."""
