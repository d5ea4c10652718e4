# cython: language_level=3, boundscheck=False, wraparound=False
"""What is asked of every paragraph, in compiled code: the same answers as in `view` and `protect`."""

from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_FromKindAndData,
    PyUnicode_KIND,
    PyUnicode_New,
    PyUnicode_READ,
    PyUnicode_WRITE,
    Py_UNICODE_ISDECIMAL,
    Py_UNICODE_ISSPACE,
)
from libc.stdint cimport uint8_t, uint32_t
from libc.stdlib cimport calloc, free, malloc

cdef enum:
    CHARACTERS = 0x110000
    UCS4 = 4  # PyUnicode_4BYTE_KIND

cdef enum:  # the kinds of `view.Character`
    OTHER = 0
    SPACE = 1
    LINE_BREAK = 2
    PARAGRAPH = 3
    HIDDEN = 4

cdef struct Character:  # what `view.Character` has, and whether it was asked for
    uint32_t seen
    uint32_t small
    uint8_t order
    uint8_t kind
    bint joins
    bint asked

cdef Character *KNOWN = <Character *> calloc(CHARACTERS, sizeof(Character))
if KNOWN == NULL:
    raise MemoryError

cdef enum:  # the bits of `signs`, and a sign that counts by what follows it
    CODE = 1
    ADDRESS = 2
    IDENTIFIER = 4
    STOP = 8

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


def quick_view(str text not None, character, composes):
    """Give the text of a view, that in small letters, and its map: None of one that differs by single characters at most.

    None of a text that may have to be composed. `character` gives of one what `view.Character` has, `composes` tells
    whether two become one.
    """
    cdef Py_ssize_t length = len(text), at
    cdef int width = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef uint32_t char, bits = 0, small_bits = 0, base = 0
    cdef uint8_t order = 0, before = OTHER
    cdef bint differs = False, rises = False, has_runs = False
    cdef Character *own
    for at in range(length):
        char = PyUnicode_READ(width, data, at)
        own = KNOWN + char
        if not own.asked:
            own.seen, own.small, own.order, own.joins, own.kind = character(chr(char))
            own.asked = True
        has_runs |= own.kind and before or own.kind == HIDDEN
        before = own.kind
        if own.kind == HIDDEN:
            continue
        if not own.seen or (own.order and own.order < order):
            return None
        if own.joins and base and composes(chr(base), chr(own.seen)):
            return None
        if not own.order:
            base = own.seen
        order = own.order
        bits |= own.seen
        small_bits |= own.small
        differs |= own.seen != char
        rises |= own.small != own.seen
    if has_runs:
        return mapped_view(text)
    cdef str plain = written(text, bits, False) if differs else text
    return plain, written(text, small_bits, True) if rises else plain, None


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
        of = KNOWN + <uint32_t> PyUnicode_READ(width, data, at)
        PyUnicode_WRITE(own_width, own, at, of.small if small else of.seen)
    return found


cdef tuple mapped_view(str text):
    """The same of a text of known characters with runs of white space or with what is hidden."""
    cdef Py_ssize_t length = len(text), at = 0, to, last, size = 0, begun = 0
    cdef int width = PyUnicode_KIND(text)
    cdef void *data = PyUnicode_DATA(text)
    cdef Character *own
    cdef list begins = [], starts = [], ends = []
    cdef uint32_t *seen = <uint32_t *> malloc((length + 1) * sizeof(uint32_t))
    cdef uint32_t *small = <uint32_t *> malloc((length + 1) * sizeof(uint32_t))
    try:
        if seen == NULL or small == NULL:
            raise MemoryError
        while at < length:
            own = KNOWN + <uint32_t> PyUnicode_READ(width, data, at)
            last = to = at
            if own.kind and own.kind != HIDDEN:
                while to < length and KNOWN[<uint32_t> PyUnicode_READ(width, data, to)].kind:
                    if KNOWN[<uint32_t> PyUnicode_READ(width, data, to)].kind != HIDDEN:
                        last = to
                    to += 1
            if own.kind != HIDDEN and last == at:  # like any other character
                seen[size], small[size] = own.seen, own.small
                size += 1
                at += 1
                continue
            if begun < at:
                begins.append(size - (at - begun))
                starts.append(begun)
                ends.append(at)
            if own.kind != HIDDEN:  # a run of white space
                begins.append(size)
                starts.append(at)
                ends.append(last + 1)
                seen[size] = small[size] = c"\n" if is_apart(text, at, last) else c" "
                size += 1
            at = begun = last + 1
        if begun < length:
            begins.append(size - (length - begun))
            starts.append(begun)
            ends.append(length)
        return (
            PyUnicode_FromKindAndData(UCS4, seen, size),
            PyUnicode_FromKindAndData(UCS4, small, size),
            (begins, starts, ends),
        )
    finally:
        free(seen)
        free(small)


cdef bint is_apart(str text, Py_ssize_t at, Py_ssize_t last):
    """Whether white space has more than one line break, or ends a paragraph."""
    cdef Py_UCS4 char
    cdef int kind, breaks = 0
    while at <= last:
        char = text[at]
        kind = KNOWN[<uint32_t> char].kind
        if kind == PARAGRAPH:
            return True
        if kind == LINE_BREAK:
            breaks += 1
            if char == c"\r" and at < last and text[at + 1] == c"\n":
                at += 1
        at += 1
    return breaks > 1


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
