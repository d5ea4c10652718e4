# cython: language_level=3, boundscheck=False, wraparound=False
"""The edits that need no closer look, in compiled code: what it leaves goes the way of `plain`."""

from cpython.dict cimport PyDict_GetItemWithError
from cpython.object cimport PyObject, PyTypeObject
from cpython.ref cimport Py_INCREF
from cpython.set cimport PySet_Contains
from cpython.tuple cimport PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM
from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_KIND,
    PyUnicode_READ,
    PyUnicode_Substring,
    Py_UNICODE_ISALPHA,
)

from termbase.rewrite.draft import Draft

cdef extern from *:
    object PyType_GenericAlloc(PyTypeObject *kind, Py_ssize_t size)
    Py_ssize_t PyUnicode_Tailmatch(object text, object part, Py_ssize_t start, Py_ssize_t end, int direction) except -1

cdef enum:  # of `PlainEdit`
    SURFACE = 0
    DRAFT = 1

cdef enum:
    AT_START = -1
    MOST_SIGNS = 8  # between a name and the word before it
    LONGEST_WORD = 40


def usual_drafts(matches not None, str text not None, str lower not None, dict known not None, telling):
    """Give the drafts of matches that are edited in the usual way, and the other matches.

    The matches are of a view that reads as the `text`, and in small letters as `lower`. `known` are the edits by their
    readings; what is not in there is left, and so is a name beside which a word stands that is `telling`.
    """
    cdef Py_ssize_t length = len(lower), start, end
    cdef PyObject *found
    cdef list drafts = [], left = []
    if len(text) != length:
        return drafts, matches
    for match in matches:
        start, end = <object> PyTuple_GET_ITEM(match, 0), <object> PyTuple_GET_ITEM(match, 1)
        sense = <object> PyTuple_GET_ITEM(match, 3)
        found = PyDict_GetItemWithError(known, <object> PyTuple_GET_ITEM(sense, 0))
        edit = <object> found if found != NULL else None
        if (
            edit is None
            or not 0 <= start < end <= length
            or end - start != len(<str> PyTuple_GET_ITEM(edit, SURFACE))
            or not PyUnicode_Tailmatch(text, <str> PyTuple_GET_ITEM(edit, SURFACE), start, end, AT_START)
            or is_told_apart(lower, length, start, end, telling)
        ):
            left.append(match)
        else:
            drafts.append(draft_at(start, end, <object> PyTuple_GET_ITEM(edit, DRAFT)))
    return drafts, left


cdef object draft_at(object start, object end, object draft):
    """What `Draft.at` gives, made without a second tuple."""
    cdef Py_ssize_t size = PyTuple_GET_SIZE(draft), at
    cdef object found = PyType_GenericAlloc(<PyTypeObject *> Draft, size)
    Py_INCREF(start)
    PyTuple_SET_ITEM(found, 0, start)
    Py_INCREF(end)
    PyTuple_SET_ITEM(found, 1, end)
    for at in range(2, size):
        item = <object> PyTuple_GET_ITEM(draft, at)
        Py_INCREF(item)
        PyTuple_SET_ITEM(found, at, item)
    return found


cdef bint is_told_apart(str lower, Py_ssize_t length, Py_ssize_t start, Py_ssize_t end, telling) except -1:
    """Whether a hyphen or a telling word stands beside a stretch of a text, or may."""
    cdef int width = PyUnicode_KIND(lower)
    cdef void *data = PyUnicode_DATA(lower)
    cdef Py_ssize_t at, to
    if end < length and PyUnicode_READ(width, data, end) == c"-":
        return True
    if start and PyUnicode_READ(width, data, start - 1) == c"-":
        return True
    to = start
    while to and not Py_UNICODE_ISALPHA(PyUnicode_READ(width, data, to - 1)):
        to -= 1
        if start - to > MOST_SIGNS:
            return True
    at = to
    while at and to - at < LONGEST_WORD and Py_UNICODE_ISALPHA(PyUnicode_READ(width, data, at - 1)):
        at -= 1
    if at < to and PySet_Contains(telling, PyUnicode_Substring(lower, at, to)):
        return True
    at = to = end + 1
    while to < length and to - at < LONGEST_WORD and Py_UNICODE_ISALPHA(PyUnicode_READ(width, data, to)):
        to += 1
    return at < to and PySet_Contains(telling, PyUnicode_Substring(lower, at, to))
