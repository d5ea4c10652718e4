# cython: language_level=3, boundscheck=False, wraparound=False
"""What is asked of every paragraph, in compiled code: the same answers as in `view` and `protect`."""

from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_KIND,
    PyUnicode_New,
    PyUnicode_READ,
    PyUnicode_WRITE,
    Py_UNICODE_ISDECIMAL,
    Py_UNICODE_ISSPACE,
)
from libc.stdint cimport uint8_t, uint32_t
from libc.stdlib cimport calloc

cdef enum:
    CHARACTERS = 0x110000

cdef struct Character:  # what it is in a view, its small letter there, and its canonical combining class
    uint32_t seen
    uint32_t small
    uint8_t order
    bint asked

cdef Character *CHARACTERS_SEEN = <Character *> calloc(CHARACTERS, sizeof(Character))
if CHARACTERS_SEEN == NULL:
    raise MemoryError

cdef enum:  # the bits of `signs`, and a sign that counts by what follows it
    CODE = 1
    ADDRESS = 2
    IDENTIFIER = 4
    STOP = 8

cdef uint32_t *FOLDED = <uint32_t *> calloc(CHARACTERS, sizeof(uint32_t))
if FOLDED == NULL:
    raise MemoryError

cdef str CLOSING = "\"')]«»‘’‚“”„…‹›"  # none of these stands behind a stop within an address

cdef uint8_t[128] SIGNS
for _char in range(128):
    SIGNS[_char] = (
        CODE if _char in b"<%{`&"
        else ADDRESS if _char in b"/@#\\"
        else IDENTIFIER if _char in b"_"
        else STOP if _char in b".:"
        else 0
    )


def plain_view(str text not None, character):
    """Give the text of a view that differs from its source by single characters at most, and that in small letters.

    None where it may differ by more. `character` gives of a character what `view.Character` has.
    """
    cdef Py_ssize_t length = len(text), at
    cdef int width = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef uint32_t char, before = 0, bits = 0, small_bits = 0
    cdef uint8_t order = 0
    cdef bint differs = False, rises = False
    cdef Character *own
    for at in range(length):
        char = PyUnicode_READ(width, data, at)
        own = CHARACTERS_SEEN + char
        if not own.asked:
            own.seen, own.small, own.order = character(chr(char))
            own.asked = True
        if not own.seen or own.seen == before == c" " or own.order < order and own.order:
            return None
        before, order = own.seen, own.order
        bits |= own.seen
        small_bits |= own.small
        differs |= own.seen != char
        rises |= own.small != own.seen
    cdef str plain = written(text, bits, False) if differs else text
    return plain, written(text, small_bits, True) if rises else plain


cdef str written(str text, uint32_t bits, bint small):
    """A text as its characters are in views, `bits` being those that any of them has."""
    cdef Py_ssize_t length = len(text), at
    cdef int width = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef str found = PyUnicode_New(length, min(bits, CHARACTERS - 1))
    cdef int own_width = PyUnicode_KIND(found)
    cdef void *own = PyUnicode_DATA(found)
    cdef Character *of
    for at in range(length):
        of = CHARACTERS_SEEN + <uint32_t> PyUnicode_READ(width, data, at)
        PyUnicode_WRITE(own_width, own, at, of.small if small else of.seen)
    return found


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
            sign = ADDRESS if at + 1 < length and goes_on(char, PyUnicode_READ(width, data, at + 1)) else 0
        found |= sign
    return found


cdef inline bint goes_on(Py_UCS4 stop, Py_UCS4 char):
    """Whether an address may go on so behind a full stop or colon."""
    if char == c" " or (stop == c"." and Py_UNICODE_ISDECIMAL(char)):
        return False
    return not Py_UNICODE_ISSPACE(char) and char not in CLOSING
