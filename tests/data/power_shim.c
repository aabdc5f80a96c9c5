/* Records what a process asks of its file system below one folder, in order and with the bytes: loaded with LD_PRELOAD.

   STANDFIRST_POWER_ROOT is the folder (an absolute path without links), STANDFIRST_POWER_LOG the file that records are
   appended to. A record is a head (struct head), the paths and the data. Only what succeeded is recorded. What cannot be
   recorded is refused where the caller has another way (copy_file_range, sendfile), or is recorded as X, which
   tests/data/power_cuts.py takes as an error. The shared memory of SQLite (-shm) is rebuilt after a crash and left out. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct head {
    uint32_t kind, first, second, spare; /* the kind as a letter, the lengths of two paths */
    uint64_t inode, offset, size;        /* size: bytes of data that follow, or the length a file is cut to */
};

static const char *root;
static size_t root_length;
static int log_file = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("STANDFIRST_POWER_LOG");
    root = getenv("STANDFIRST_POWER_ROOT");
    if (!root || !path) return;
    root_length = strlen(root);
    log_file = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (log_file >= 0 && log_file < 900) { /* out of the way of programs that close all low numbers */
        int high = (int)syscall(SYS_fcntl, log_file, F_DUPFD_CLOEXEC, 900);
        if (high >= 0) {
            syscall(SYS_close, log_file);
            log_file = high;
        }
    }
}

static int below(const char *path) {
    return log_file >= 0 && !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

static int is_shared_memory(const char *path) {
    size_t length = strlen(path);
    return length > 4 && !strcmp(path + length - 4, "-shm");
}

/* The path of an open file; whether it is one that is recorded. */
static int of_file(int file, char *out) {
    char link[64];
    strcpy(link, "/proc/self/fd/");
    char digits[16];
    int count = 0, value = file;
    if (file < 0 || log_file < 0) return 0;
    do digits[count++] = (char)('0' + value % 10);
    while (value /= 10);
    char *end = link + strlen(link);
    while (count) *end++ = digits[--count];
    *end = 0;
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, out, PATH_MAX - 1);
    if (length < 0) return 0;
    out[length] = 0;
    return below(out) && !is_shared_memory(out);
}

static int absolute(int folder, const char *path, char *out) {
    if (!path || log_file < 0) return 0;
    size_t length = 0;
    if (path[0] != '/') {
        if (folder == AT_FDCWD) {
            if (!getcwd(out, PATH_MAX)) return 0;
        } else if (!of_file(folder, out)) {
            return 0;
        }
        length = strlen(out);
        out[length++] = '/';
    }
    if (length + strlen(path) >= PATH_MAX) return 0;
    strcpy(out + length, path);
    return below(out) && !is_shared_memory(out);
}

static void put(char kind, const char *first, const char *second, uint64_t inode, uint64_t offset, const void *data,
                uint64_t size) {
    struct head head = {(uint32_t)kind, first ? (uint32_t)strlen(first) : 0, second ? (uint32_t)strlen(second) : 0, 0,
                        inode, offset, size};
    struct iovec parts[4] = {{&head, sizeof head},
                             {(void *)(first ? first : ""), head.first},
                             {(void *)(second ? second : ""), head.second},
                             {(void *)(data ? data : ""), data ? size : 0}};
    int kept = errno;
    syscall(SYS_writev, log_file, parts, 4);
    errno = kept;
}

static uint64_t inode_of(int file) {
    struct stat found;
    return fstat(file, &found) ? 0 : (uint64_t)found.st_ino;
}

static int opened(int folder, const char *path, int flags, mode_t mode) {
    char asked[PATH_MAX];
    int mine = absolute(folder, path, asked);
    if (!mine) return (int)syscall(SYS_openat, folder, path, flags, mode);
    pthread_mutex_lock(&lock);
    struct stat before;
    int was = !fstatat(folder, path, &before, 0);
    int file = (int)syscall(SYS_openat, folder, path, flags, mode);
    int kept = errno;
    if (file >= 0) {
        if ((flags & O_TMPFILE) == O_TMPFILE) put('X', "O_TMPFILE", NULL, 0, 0, NULL, 0);
        else if ((flags & O_CREAT) && !was) put('C', asked, NULL, inode_of(file), 0, NULL, 0);
        else if (flags & O_TRUNC) put('T', NULL, NULL, inode_of(file), 0, NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    errno = kept;
    return file;
}

#define OPENING(name)                                   \
    int name(const char *path, int flags, ...) {        \
        va_list more;                                   \
        va_start(more, flags);                          \
        mode_t mode = va_arg(more, mode_t);             \
        va_end(more);                                   \
        return opened(AT_FDCWD, path, flags, mode);     \
    }
#define OPENING_AT(name)                                        \
    int name(int folder, const char *path, int flags, ...) {    \
        va_list more;                                           \
        va_start(more, flags);                                  \
        mode_t mode = va_arg(more, mode_t);                     \
        va_end(more);                                           \
        return opened(folder, path, flags, mode);               \
    }
OPENING(open)
OPENING(open64)
OPENING_AT(openat)
OPENING_AT(openat64)
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

static uint64_t place_of(int file) {
    struct stat found;
    if (fcntl(file, F_GETFL) & O_APPEND) return fstat(file, &found) ? 0 : (uint64_t)found.st_size;
    return (uint64_t)lseek(file, 0, SEEK_CUR);
}

ssize_t write(int file, const void *data, size_t size) {
    char path[PATH_MAX];
    if (!of_file(file, path)) return syscall(SYS_write, file, data, size);
    pthread_mutex_lock(&lock);
    uint64_t at = place_of(file);
    ssize_t done = syscall(SYS_write, file, data, size);
    if (done > 0) put('W', NULL, NULL, inode_of(file), at, data, (uint64_t)done);
    pthread_mutex_unlock(&lock);
    return done;
}

static ssize_t placed(int file, const void *data, size_t size, off_t at) {
    char path[PATH_MAX];
    if (!of_file(file, path)) return syscall(SYS_pwrite64, file, data, size, at);
    pthread_mutex_lock(&lock);
    ssize_t done = syscall(SYS_pwrite64, file, data, size, at);
    if (done > 0) put('W', NULL, NULL, inode_of(file), (uint64_t)at, data, (uint64_t)done);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at) { return placed(file, data, size, at); }
ssize_t pwrite64(int file, const void *data, size_t size, off_t at) { return placed(file, data, size, at); }

ssize_t writev(int file, const struct iovec *parts, int count) {
    char path[PATH_MAX];
    if (!of_file(file, path)) return syscall(SYS_writev, file, parts, count);
    ssize_t done = 0;
    for (int at = 0; at < count; at++) {
        ssize_t one = parts[at].iov_len ? write(file, parts[at].iov_base, parts[at].iov_len) : 0;
        if (one < 0) return done ? done : -1;
        done += one;
        if ((size_t)one < parts[at].iov_len) break;
    }
    return done;
}

static int cut(int file, off_t size) {
    char path[PATH_MAX];
    if (!of_file(file, path)) return (int)syscall(SYS_ftruncate, file, size);
    pthread_mutex_lock(&lock);
    int failed = (int)syscall(SYS_ftruncate, file, size);
    if (!failed) put('T', NULL, NULL, inode_of(file), 0, NULL, (uint64_t)size);
    pthread_mutex_unlock(&lock);
    return failed;
}

int ftruncate(int file, off_t size) { return cut(file, size); }
int ftruncate64(int file, off_t size) { return cut(file, size); }

static int synced(int file, long call) {
    char path[PATH_MAX];
    if (!of_file(file, path)) return (int)syscall(call, file);
    pthread_mutex_lock(&lock);
    int failed = (int)syscall(call, file);
    if (!failed) put('S', NULL, NULL, inode_of(file), 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return failed;
}

int fsync(int file) { return synced(file, SYS_fsync); }
int fdatasync(int file) { return synced(file, SYS_fdatasync); }

static int two(char kind, int from, const char *old, int to, const char *new, unsigned flags) {
    char one[PATH_MAX], other[PATH_MAX];
    int mine = absolute(from, old, one) | absolute(to, new, other);
    pthread_mutex_lock(&lock);
    int failed = kind == 'R' ? (int)syscall(SYS_renameat2, from, old, to, new, flags)
                             : (int)syscall(SYS_linkat, from, old, to, new, (int)flags);
    if (!failed && mine) put(flags && kind == 'R' && flags != 1 ? 'X' : kind, one, other, 0, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return failed;
}

int rename(const char *old, const char *new) { return two('R', AT_FDCWD, old, AT_FDCWD, new, 0); }
int renameat(int from, const char *old, int to, const char *new) { return two('R', from, old, to, new, 0); }
int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
    return two('R', from, old, to, new, flags);
}
int link(const char *old, const char *new) { return two('L', AT_FDCWD, old, AT_FDCWD, new, 0); }
int linkat(int from, const char *old, int to, const char *new, int flags) {
    return two('L', from, old, to, new, (unsigned)flags);
}

static int removed(int folder, const char *path, int flags) {
    char asked[PATH_MAX];
    int mine = absolute(folder, path, asked);
    pthread_mutex_lock(&lock);
    int failed = (int)syscall(SYS_unlinkat, folder, path, flags);
    if (!failed && mine) put('U', asked, NULL, 0, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return failed;
}

int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return removed(folder, path, flags); }
int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
    int failed = removed(AT_FDCWD, path, 0);
    return failed && errno == EISDIR ? rmdir(path) : failed;
}

static int made(int folder, const char *path, mode_t mode) {
    char asked[PATH_MAX];
    int mine = absolute(folder, path, asked);
    pthread_mutex_lock(&lock);
    int failed = (int)syscall(SYS_mkdirat, folder, path, mode);
    struct stat found;
    if (!failed && mine && !fstatat(folder, path, &found, 0)) put('M', asked, NULL, (uint64_t)found.st_ino, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return failed;
}

int mkdir(const char *path, mode_t mode) { return made(AT_FDCWD, path, mode); }
int mkdirat(int folder, const char *path, mode_t mode) { return made(folder, path, mode); }

static void *mapped(void *at, size_t size, int guard, int flags, int file, off_t offset) {
    char path[PATH_MAX];
    if (file >= 0 && (guard & PROT_WRITE) && (flags & MAP_TYPE) != MAP_PRIVATE && of_file(file, path))
        put('X', "mmap", path, 0, 0, NULL, 0);
    return (void *)syscall(SYS_mmap, at, size, guard, flags, file, offset);
}

void *mmap(void *at, size_t size, int guard, int flags, int file, off_t offset) {
    return mapped(at, size, guard, flags, file, offset);
}
void *mmap64(void *at, size_t size, int guard, int flags, int file, off_t offset) {
    return mapped(at, size, guard, flags, file, offset);
}

/* Copies inside the kernel: the caller reads and writes instead. */
static ssize_t refused(void) {
    errno = ENOSYS;
    return -1;
}
ssize_t copy_file_range(int from, off64_t *old, int to, off64_t *new, size_t size, unsigned flags) {
    char path[PATH_MAX];
    return of_file(to, path) ? refused() : syscall(SYS_copy_file_range, from, old, to, new, size, flags);
}
ssize_t sendfile(int to, int from, off_t *offset, size_t size) {
    char path[PATH_MAX];
    return of_file(to, path) ? refused() : syscall(SYS_sendfile, to, from, offset, size);
}
ssize_t sendfile64(int to, int from, off_t *offset, size_t size) { return sendfile(to, from, offset, size); }
