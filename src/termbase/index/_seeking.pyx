# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""What `seeking` does, in compiled code: the same classes, the same answers.

A text is written once more in UTF-8, as stems are compared with it. At each beginning of a word the sorted stems are
halved by their first eight bytes, then by the others.
"""

from cpython.list cimport PyList_GET_ITEM
from cpython.object cimport PyObject, PyTypeObject
from cpython.ref cimport Py_INCREF
from cpython.set cimport PySet_Contains
from cpython.tuple cimport PyTuple_GET_ITEM, PyTuple_SET_ITEM
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ, PyUnicode_Substring
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, qsort, realloc
from libc.string cimport memset

from termbase.index.container import DamagedError
from termbase.index.match import BEHIND as MOST_BEHIND
from termbase.index.match import Match, longer
from termbase.text.words import kind_of

cdef extern from *:
    object PyType_GenericAlloc(PyTypeObject *kind, Py_ssize_t size)

cdef enum:  # the bits of `kind_of`, and that they were asked for
    WORD = 1
    SPACELESS = 2
    MARK = 4
    ENDING = 8
    OTHER = 16
    ASKED = 128

cdef enum:
    HEAD = 8  # bytes
    CHARACTERS = 0x110000

cdef uint8_t *KINDS = <uint8_t *> calloc(CHARACTERS, 1)
if KINDS == NULL:
    raise MemoryError

cdef object NOTHING = ()
cdef uint64_t SEED = <uint64_t> <Py_ssize_t> hash("termbase")  # another one in each process
cdef Py_ssize_t BEHIND = MOST_BEHIND


cdef struct Proposal:
    uint32_t start
    uint32_t after
    uint32_t end
    uint32_t number


cdef class Written:
    """A text in UTF-8 as stems are compared with it, with the offset of the character that each byte belongs to.

    `starts` are the bytes with which a word begins.
    """

    cdef uint8_t *bytes
    cdef uint32_t *places
    cdef uint32_t *starts
    cdef Py_ssize_t size, count

    def __cinit__(self, Py_ssize_t length):
        # at most four bytes and a space for a character; behind the last one zeros for a whole head
        self.bytes = <uint8_t *> malloc(5 * length + HEAD)
        self.places = <uint32_t *> malloc((5 * length + 1) * sizeof(uint32_t))
        self.starts = <uint32_t *> malloc((length + 1) * sizeof(uint32_t))
        if self.bytes == NULL or self.places == NULL or self.starts == NULL:
            raise MemoryError
        self.size = self.count = 0

    def __dealloc__(self):
        free(self.bytes)
        free(self.places)
        free(self.starts)

    cdef inline void add(self, uint32_t char, uint32_t place) noexcept:
        cdef uint8_t *to = self.bytes + self.size
        cdef uint32_t *places = self.places + self.size
        places[0] = place
        if char < 0x80:
            to[0] = <uint8_t> char
            self.size += 1
            return
        places[1] = place
        if char < 0x800:
            to[0] = <uint8_t> (0xC0 | char >> 6)
            to[1] = <uint8_t> (0x80 | char & 0x3F)
            self.size += 2
            return
        places[2] = place
        if char < 0x10000:
            to[0] = <uint8_t> (0xE0 | char >> 12)
            to[1] = <uint8_t> (0x80 | char >> 6 & 0x3F)
            to[2] = <uint8_t> (0x80 | char & 0x3F)
            self.size += 3
            return
        places[3] = place
        to[0] = <uint8_t> (0xF0 | char >> 18)
        to[1] = <uint8_t> (0x80 | char >> 12 & 0x3F)
        to[2] = <uint8_t> (0x80 | char >> 6 & 0x3F)
        to[3] = <uint8_t> (0x80 | char & 0x3F)
        self.size += 4

    cdef inline void begin_word(self) noexcept:
        self.starts[self.count] = <uint32_t> self.size
        self.count += 1

    cdef inline void finish(self, uint32_t length) noexcept:
        self.places[self.size] = length
        memset(self.bytes + self.size, 0, HEAD)


cdef class Table:
    """Sorted patterns, of which those are sought that begin a text.

    Raises DamagedError for tables that contradict themselves: nothing here looks at a bound again.
    """

    cdef const uint8_t[::1] texts
    cdef const uint64_t[::1] heads
    cdef const uint32_t[::1] ends, numbers, within
    cdef Py_ssize_t count
    cdef bint[256] begun  # whether a pattern begins with this byte
    cdef uint32_t[65537] firsts  # for each two bytes: the first pattern that begins with them or sorts after them
    cdef uint8_t[8192] shorts  # a bit for each two bytes: whether a pattern of less than four begins with them
    cdef uint8_t[131072] longs  # a bit that some four bytes share: whether a pattern begins with any of them

    def __cinit__(self, patterns):
        cdef Py_ssize_t position
        self.texts, self.heads, self.ends, self.numbers, self.within = patterns
        self.count = len(patterns.numbers)
        if not self._is_whole():
            raise DamagedError
        cdef uint32_t four, pair, filled = 0
        memset(self.begun, 0, sizeof(self.begun))
        memset(self.shorts, 0, sizeof(self.shorts))
        memset(self.longs, 0, sizeof(self.longs))
        for position in range(self.count):
            four = <uint32_t> (self.heads[position] >> 32)
            pair = four >> 16
            while filled <= pair:
                self.firsts[filled] = <uint32_t> position
                filled += 1
            self.begun[pair >> 8] = True
            if four & 0xFF:
                four = shared_bit(four)
                self.longs[four >> 3] |= 1 << (four & 7)
            elif pair & 0xFF:
                self.shorts[pair >> 3] |= 1 << (pair & 7)
            else:  # one byte, whatever follows
                memset(self.shorts + (pair >> 3), 0xFF, 32)
        while filled <= 0x10000:
            self.firsts[filled] = <uint32_t> self.count
            filled += 1

    cdef bint _is_whole(self) noexcept:
        """Whether no number leads out of the tables, and none in a circle."""
        cdef Py_ssize_t position
        cdef uint32_t end = 0
        if not self.heads.shape[0] == self.ends.shape[0] == self.within.shape[0] == self.count:
            return False
        for position in range(self.count):
            if (
                self.ends[position] <= end
                or self.numbers[position] >= self.count
                or self.within[position] > position
            ):
                return False
            end = self.ends[position]
        return end <= self.texts.shape[0]

    cdef inline bint begins(self, const uint8_t *text) noexcept:
        """Whether a pattern may begin a text."""
        cdef uint32_t pair = text[0] << 8 | text[1]
        cdef uint32_t four = shared_bit(pair << 16 | text[2] << 8 | text[3])
        return self.shorts[pair >> 3] >> (pair & 7) & 1 or self.longs[four >> 3] >> (four & 7) & 1

    cdef inline Py_ssize_t _above(self, uint64_t head, Py_ssize_t low, Py_ssize_t high) noexcept:
        """The first position whose head is greater, found without a branch that is hard to foretell."""
        cdef const uint64_t *first = &self.heads[0] + low
        cdef Py_ssize_t left = high - low, half
        while left > 1:
            half = left >> 1
            first += half if first[half - 1] <= head else 0
            left -= half
        return first - &self.heads[0] + (left and first[0] <= head)

    cdef inline Py_ssize_t _start(self, Py_ssize_t position) noexcept:
        return self.ends[position - 1] if position else 0

    cdef inline Py_ssize_t _shared(self, Py_ssize_t position, const uint8_t *text, Py_ssize_t left) noexcept:
        """How many bytes a pattern and a text, of which some are `left`, have in common at their beginnings."""
        cdef Py_ssize_t start = self._start(position)
        cdef Py_ssize_t length = min(self.ends[position] - start, left)
        cdef Py_ssize_t at = 0
        while at < length and self.texts[start + at] == text[at]:
            at += 1
        return at

    cdef Py_ssize_t last(self, const uint8_t *text, Py_ssize_t left, Py_ssize_t *shared) noexcept:
        """The last pattern that does not sort after a text, -1 for none, and how many bytes they share.

        Some bytes are `left` of the text, and behind them there are zeros for a whole head.
        """
        cdef uint64_t head = 0
        cdef Py_ssize_t at, end, low, high, half
        for at in range(HEAD):
            head = head << 8 | text[at]
        low = high = self._above(head, self.firsts[head >> 48], self.firsts[(head >> 48) + 1])
        if low and self.heads[low - 1] == head:  # which of those with the same head
            low = self._above(head - 1, 0, high) if head else 0
            while low < high:
                half = (low + high) >> 1
                at = self._shared(half, text, left)
                end = self._start(half) + at
                if end == self.ends[half] or (at < left and self.texts[end] < text[at]):
                    low = half + 1
                else:
                    high = half
        if low:
            shared[0] = self._shared(low - 1, text, left)
        return low - 1


cdef struct Word:  # its letters, of all that are remembered, and the number of its sense; a free place has no letters
    uint64_t hash
    uint32_t start
    uint32_t length
    uint32_t sense


cdef class Words:
    """What words are read as: a mapping of texts, none of them empty, that is asked by a stretch of a longer one."""

    cdef Word *places  # by their hashes, each in the first free place from there on; at least half are free
    cdef uint64_t mask
    cdef uint32_t *letters
    cdef Py_ssize_t size, room
    cdef list senses

    def __cinit__(self):
        self.senses = []
        self._arrange(1024)

    def __dealloc__(self):
        free(self.places)
        free(self.letters)

    def __len__(self):
        return len(self.senses)

    def __setitem__(self, str word not None, sense):
        cdef Py_ssize_t length = len(word), at
        cdef int width = PyUnicode_KIND(word)
        cdef void *data = PyUnicode_DATA(word)
        cdef uint64_t hash = hash_of(width, data, 0, length)
        cdef Word *own
        cdef uint32_t *more
        if not length:
            raise ValueError("an empty word")
        if self.size + length > self.room:
            more = <uint32_t *> realloc(self.letters, 2 * (self.size + length) * sizeof(uint32_t))
            if more == NULL:
                raise MemoryError
            self.letters, self.room = more, 2 * (self.size + length)
        if <uint64_t> (2 * len(self.senses)) > self.mask:
            self._arrange(2 * (self.mask + 1))
        own = self._place(width, data, 0, length, hash)
        if own.length:
            self.senses[own.sense] = sense
            return
        self.senses.append(sense)
        own[0] = Word(hash, <uint32_t> self.size, <uint32_t> length, <uint32_t> len(self.senses) - 1)
        for at in range(length):
            self.letters[self.size + at] = PyUnicode_READ(width, data, at)
        self.size += length

    def clear(self):
        """Forget all words."""
        self.senses.clear()
        self.size = 0
        memset(self.places, 0, (self.mask + 1) * sizeof(Word))

    def get(self, str word not None):
        """Give what a word is read as, None where that is not known."""
        return self.sense(PyUnicode_KIND(word), PyUnicode_DATA(word), 0, len(word))

    cdef int _arrange(self, uint64_t count) except -1:
        """Make so many places, a power of two, with the words in them."""
        cdef Word *before = self.places
        cdef uint64_t at, had = self.mask + 1 if before != NULL else 0
        self.places = <Word *> calloc(count, sizeof(Word))
        if self.places == NULL:
            self.places = before
            raise MemoryError
        self.mask = count - 1
        for at in range(had):
            if before[at].length:
                self._free_place(before[at].hash)[0] = before[at]
        free(before)

    cdef Word *_free_place(self, uint64_t hash) noexcept:
        cdef uint64_t at = hash & self.mask
        while self.places[at].length:
            at = at + 1 & self.mask
        return self.places + at

    cdef Word *_place(self, int width, const void *data, Py_ssize_t start, Py_ssize_t end, uint64_t hash) noexcept:
        """The place of a stretch of a text: that of its word, or a free one."""
        cdef uint64_t at = hash & self.mask
        cdef Word *word = self.places + at
        while word.length:
            if word.hash == hash and word.length == end - start and self._is(word, width, data, start):
                break
            at = at + 1 & self.mask
            word = self.places + at
        return word

    cdef object sense(self, int width, const void *data, Py_ssize_t start, Py_ssize_t end):
        """What a stretch of a text is read as, None where that is not known."""
        cdef Word *word = self._place(width, data, start, end, hash_of(width, data, start, end))
        return <object> PyList_GET_ITEM(self.senses, word.sense) if word.length else None

    cdef inline bint _is(self, const Word *word, int width, const void *data, Py_ssize_t start) noexcept:
        cdef Py_ssize_t at
        for at in range(word.length):
            if PyUnicode_READ(width, <void *> data, start + at) != self.letters[word.start + at]:
                return False
        return True


cdef inline uint64_t hash_of(int width, const void *data, Py_ssize_t start, Py_ssize_t end) noexcept:
    """A number of a stretch of a text, which nobody can foretell."""
    cdef uint64_t found = SEED
    cdef Py_ssize_t at
    for at in range(start, end):
        found = (found ^ <uint32_t> PyUnicode_READ(width, <void *> data, at)) * <uint64_t> 0x9E3779B97F4A7C15
        found ^= found >> 29
    return found


cdef class Seeker:
    """The stems of a language, ready to be sought."""

    cdef Table led, bare

    def __cinit__(self, led, bare):
        """Take the stems that begin like an ordinary word, and the others, which are numbered after them."""
        self.led = Table(led)
        self.bare = Table(bare)

    def proposals(self, str lower not None):
        """Give what may stand in a text in small letters, ascending."""
        return Search(lower, self).proposals()

    def words(self):
        """Give a memory of words, for `matches`."""
        return Words()

    def matches(self, str text not None, str lower not None, Words known not None, read):
        """Give the matches in the text of a view, as `seeking.Seeker` does."""
        if len(text) != len(lower):
            raise ValueError("texts of different lengths")
        cdef Search search = Search(lower, self)
        return search.matches(text, known, read) if search.count else []


cdef class Search:
    """A text in small letters that was searched, and what was proposed in it."""

    cdef str lower
    cdef uint8_t *kinds
    cdef Py_ssize_t length
    cdef Proposal *found
    cdef Py_ssize_t count, room

    def __cinit__(self, str lower not None, Seeker seeker not None):
        self.lower = lower
        self.length = len(lower)
        self.kinds = <uint8_t *> malloc(self.length + 1)
        if self.kinds == NULL:
            raise MemoryError
        cdef bint any_bare = self._seek_led(seeker.led, seeker.bare)
        cdef Py_ssize_t led = self.count
        if any_bare:
            self._seek_bare(seeker.bare, seeker.led.count)
        if led and self.count > led:
            qsort(self.found, self.count, sizeof(Proposal), compared)

    def __dealloc__(self):
        free(self.kinds)
        free(self.found)

    cdef list proposals(self):
        return [
            (self.found[at].start, self.found[at].after, self.found[at].end, self.found[at].number)
            for at in range(self.count)
        ]

    cdef bint _seek_led(self, Table led, Table bare) except -1:
        """Find the stems that begin like an ordinary word; tell whether any other may stand in the text."""
        cdef Written written = Written(self.length)
        cdef int width = PyUnicode_KIND(self.lower)
        cdef void *data = PyUnicode_DATA(self.lower)
        cdef Py_ssize_t at
        cdef uint32_t char
        cdef uint8_t kind, before = 0
        cdef bint any_bare = False
        for at in range(self.length):
            char = PyUnicode_READ(width, data, at)
            kind = KINDS[char]
            if not kind:
                kind = KINDS[char] = <int> kind_of(chr(char)) | ASKED
            self.kinds[at] = kind
            any_bare |= bare.begun[first_byte(char)]
            if before & SPACELESS and kind & OTHER:
                written.add(c" ", <uint32_t> at)
                before = 0
            if not kind & WORD:
                char = c" "
            elif not (before & WORD or kind & SPACELESS):
                written.begin_word()
            written.add(char, <uint32_t> at)
            before = kind
        written.finish(<uint32_t> self.length)
        for at in range(written.count):
            if led.begins(written.bytes + written.starts[at]):
                self._propose(led, 0, written, written.starts[at])
        return any_bare

    cdef int _seek_bare(self, Table bare, Py_ssize_t first) except -1:
        """Find the other stems, wherever a word may begin."""
        cdef Written written = Written(self.length)
        cdef int width = PyUnicode_KIND(self.lower)
        cdef void *data = PyUnicode_DATA(self.lower)
        cdef Py_ssize_t at
        cdef uint32_t char
        cdef uint8_t kind, before
        for at in range(self.length):
            char = PyUnicode_READ(width, data, at)
            written.add(char if char != c"-" else c" ", <uint32_t> at)
        written.finish(<uint32_t> self.length)
        for at in range(written.size):
            if not bare.begun[written.bytes[at]] or written.bytes[at] & 0xC0 == 0x80:
                continue
            kind = self.kinds[written.places[at]]
            before = self.kinds[written.places[at] - 1] if at else 0
            if kind & before & WORD and ((kind & MARK) or not (kind | before) & SPACELESS):
                continue  # within a word
            self._propose(bare, first, written, at)

    cdef int _propose(self, Table table, Py_ssize_t first, Written written, Py_ssize_t at) except -1:
        """Take in the patterns that begin at a byte, ascending."""
        cdef Py_ssize_t shared = 0
        cdef Py_ssize_t position = table.last(written.bytes + at, written.size - at, &shared)
        cdef Py_ssize_t length, begun = self.count
        cdef Py_ssize_t end
        while position >= 0:
            length = table.ends[position] - table._start(position)
            if length <= shared:
                end = written.places[at + length]
                self._grow()
                self.found[self.count].start = written.places[at]
                self.found[self.count].after = <uint32_t> end
                while end < self.length and self.kinds[end] & (WORD | ENDING) == WORD:
                    end += 1
                self.found[self.count].end = <uint32_t> end
                self.found[self.count].number = <uint32_t> (first + table.numbers[position])
                self.count += 1
            position = <Py_ssize_t> table.within[position] - 1
        if self.count - begun > 1:
            self._put_in_order(begun)

    cdef void _put_in_order(self, Py_ssize_t begun) noexcept:
        """Put what was found last, the longest first, in ascending order."""
        cdef Py_ssize_t at = begun, other = self.count - 1
        while at < other:
            self._swap(at, other)
            at += 1
            other -= 1
        for at in range(begun + 1, self.count):  # two that end in a space may end at one place
            other = at
            while other > begun and compared(self.found + other - 1, self.found + other) > 0:
                self._swap(other - 1, other)
                other -= 1

    cdef inline void _swap(self, Py_ssize_t one, Py_ssize_t other) noexcept:
        self.found[one], self.found[other] = self.found[other], self.found[one]

    cdef int _grow(self) except -1:
        cdef Proposal *more
        if self.count == self.room:
            self.room = 2 * self.room + 64
            more = <Proposal *> realloc(self.found, self.room * sizeof(Proposal))
            if more == NULL:
                raise MemoryError
            self.found = more

    cdef list matches(self, str text, Words known, read):
        cdef list found = []
        cdef object longest = None, match, own
        cdef int width = PyUnicode_KIND(text)
        cdef void *data = PyUnicode_DATA(text)
        cdef Py_ssize_t at = 0, free_from = 0, read_to = 0
        cdef Py_ssize_t number, start, end
        cdef bint nothing
        for number in range(self.count):
            start, end = self.found[number].start, self.found[number].end
            if start != at:
                if longest is not None:
                    found.append(longest)
                    free_from = <Py_ssize_t> <object> PyTuple_GET_ITEM(longest, 2)
                    longest = None
                at, read_to = start, 0
            if start < free_from or end == read_to:
                continue  # within a match, or with the shorter stem
            read_to = end
            own = known.sense(width, data, start, end)
            if own is not None and self._holds(own, start, end):
                nothing = <object> PyTuple_GET_ITEM(own, 0) is NOTHING
                match = None if nothing else match_of(start, end, own)
            else:
                match = read(start, end, self._ending_with(number))
            if match is not None:
                longest = match if longest is None else longer(longest, match)
        if longest is not None:
            found.append(longest)
        return found

    cdef bint _holds(self, object sense, Py_ssize_t start, Py_ssize_t end) except -1:
        """Whether what is remembered of a word is so here, as `Sense.holds` tells."""
        cdef Py_ssize_t to
        behind = <object> PyTuple_GET_ITEM(sense, 3)
        if behind is not None:
            for to in range(end + 1, min(end + BEHIND, self.length) + 1):
                if PySet_Contains(behind, PyUnicode_Substring(self.lower, end, to)):
                    return False
        return <object> PyTuple_GET_ITEM(sense, 4) is not True or not self._is_beside_hyphen(start, end)

    cdef bint _is_beside_hyphen(self, Py_ssize_t start, Py_ssize_t end) noexcept:
        cdef int width = PyUnicode_KIND(self.lower)
        cdef void *data = PyUnicode_DATA(self.lower)
        if end < self.length and PyUnicode_READ(width, data, end) == c"-":
            return True
        return start > 0 and PyUnicode_READ(width, data, start - 1) == c"-"

    cdef list _ending_with(self, Py_ssize_t number):
        """The stems from one on that start where it does and end in the same word: by their ends and numbers."""
        cdef Proposal *first = self.found + number
        stems = []
        while number < self.count:
            if self.found[number].start != first.start or self.found[number].end != first.end:
                break
            stems.append((self.found[number].after, self.found[number].number))
            number += 1
        return stems


cdef object match_of(object start, object end, object sense):
    """The match that reaches to its end, made without a second tuple."""
    cdef object match = PyType_GenericAlloc(<PyTypeObject *> Match, 4)
    Py_INCREF(start)
    PyTuple_SET_ITEM(match, 0, start)
    Py_INCREF(end)
    PyTuple_SET_ITEM(match, 1, end)
    Py_INCREF(end)
    PyTuple_SET_ITEM(match, 2, end)
    Py_INCREF(sense)
    PyTuple_SET_ITEM(match, 3, sense)
    return match


cdef inline uint32_t shared_bit(uint32_t four) noexcept:
    """The number of the bit that four bytes share with others (multiplicative hashing, the highest 20 bits)."""
    return four * <uint32_t> 0x9E3779B1 >> 12


cdef inline uint8_t first_byte(uint32_t char) noexcept:
    """The first byte of a character in UTF-8, that of a space for a hyphen."""
    if char < 0x80:
        return <uint8_t> char if char != c"-" else c" "
    if char < 0x800:
        return <uint8_t> (0xC0 | char >> 6)
    if char < 0x10000:
        return <uint8_t> (0xE0 | char >> 12)
    return <uint8_t> (0xF0 | char >> 18)


cdef int compared(const void *one, const void *other) noexcept nogil:
    cdef const Proposal *a = <const Proposal *> one
    cdef const Proposal *b = <const Proposal *> other
    if a.start != b.start:
        return -1 if a.start < b.start else 1
    if a.after != b.after:
        return -1 if a.after < b.after else 1
    return -1 if a.number < b.number else 1 if a.number > b.number else 0
