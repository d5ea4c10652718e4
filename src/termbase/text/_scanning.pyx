# cython: language_level=3, boundscheck=False, wraparound=False
"""What is asked of every paragraph, in compiled code: the same answers as in `view` and `protect`."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_FromKindAndData, PyUnicode_KIND, PyUnicode_READ
from libc.stdint cimport uint8_t, uint32_t
from libc.stdlib cimport calloc, free, malloc

cdef enum:
    CHARACTERS = 0x110000
    ASKED = 0x80000000
    UCS4 = 4  # PyUnicode_4BYTE_KIND

cdef enum:  # the bits of `signs`, and a sign that counts by what follows it
    CODE = 1
    ADDRESS = 2
    IDENTIFIER = 4
    STOP = 8

cdef uint32_t *FOLDED = <uint32_t *> calloc(CHARACTERS, sizeof(uint32_t))
if FOLDED == NULL:
    raise MemoryError

cdef uint8_t[128] SIGNS
for _char in range(128):
    SIGNS[_char] = (
        CODE if _char in b"<%{`&"
        else ADDRESS if _char in b"/@#\\"
        else IDENTIFIER if _char in b"_"
        else STOP if _char in b".:"
        else 0
    )


def plain_text(str text not None, fold):
    """Give the text of a view that differs from its source by single characters at most; None where it may not.

    `fold` gives what a character is in a view, as a number; 0 where that is not sure.
    """
    cdef Py_ssize_t length = len(text), at
    cdef int width = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef uint32_t *folded = NULL
    cdef uint32_t char, found, before = 0
    try:
        for at in range(length):
            char = PyUnicode_READ(width, data, at)
            found = FOLDED[char]
            if not found:
                found = FOLDED[char] = <uint32_t> fold(chr(char)) | ASKED
            found &= ~<uint32_t> ASKED
            if not found or found == before == c" ":
                return None
            before = found
            if found != char and folded == NULL:
                folded = <uint32_t *> malloc(length * sizeof(uint32_t))
                if folded == NULL:
                    raise MemoryError
                for earlier in range(at):
                    folded[earlier] = PyUnicode_READ(width, data, earlier)
            if folded != NULL:
                folded[at] = found
        return text if folded == NULL else PyUnicode_FromKindAndData(UCS4, folded, length)
    finally:
        free(folded)


def signs(str text not None):
    """Give what a text may hold that is protected, as `protect.signs` does."""
    cdef Py_ssize_t length = len(text), at
    cdef int width = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef uint32_t char
    cdef uint8_t sign
    cdef int found = 0
    for at in range(length):
        char = PyUnicode_READ(width, data, at)
        if char >= 128:
            continue
        sign = SIGNS[char]
        if sign == STOP:
            sign = ADDRESS if at + 1 < length and PyUnicode_READ(width, data, at + 1) != c" " else 0
        found |= sign
    return found
