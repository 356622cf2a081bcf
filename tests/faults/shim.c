/* Put before the C library: it counts what a process does to the files of one folder, and at the
 * n-th such act lets the machine fail. A process that was forked for one trial calls fault_arm with
 * the folder, how to fail, and n; fault_count says how many acts of a kind there were. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>
#include <sys/types.h>

enum { ANY, WRITE, SYNC, NAME, OTHER, KINDS };
static long count[KINDS], at;
static char *folder, *fault;
static int broken; /* a full disk stays full */

void fault_arm(const char *in, const char *how, long when) {
    memset(count, 0, sizeof count);
    folder = strdup(in);
    fault = strdup(how);
    at = when;
    broken = 0;
}

long fault_count(int kind) { return count[kind]; }

static int inside(const char *path) {
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int ours(int fd) {
    char link[64], path[4096];
    if (!folder) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return inside(path);
}

static int is(const char *name) { return fault && strcmp(fault, name) == 0; }

/* Which acts a fault counts: a sync or a name that fails is the n-th of its own kind. */
static int counts(void) { return is("fsync") ? SYNC : is("rename") ? NAME : ANY; }

/* 0: go on; 1: do half of it and die; an errno: fail with it. */
static int due(int kind) {
    long all = __sync_add_and_fetch(&count[ANY], 1);
    long same = __sync_add_and_fetch(&count[kind], 1);
    int counted = counts(), now = (counted == ANY ? all : same) == at;
    if (broken && kind == WRITE) return ENOSPC;
    if (!now || (counted != ANY && counted != kind)) return 0;
    if (is("kill")) raise(SIGKILL);
    if (is("torn")) { if (kind == WRITE) return 1; raise(SIGKILL); }
    if (is("full")) { broken = 1; return kind == WRITE ? ENOSPC : 0; }
    return is("io") || counted != ANY ? EIO : 0;
}

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))
#define FAIL(code) do { errno = (code); return -1; } while (0)

ssize_t write(int fd, const void *what, size_t size) {
    int code = ours(fd) ? due(WRITE) : 0;
    if (code == 1) { REAL(write)(fd, what, size / 2); raise(SIGKILL); }
    if (code) FAIL(code);
    return REAL(write)(fd, what, size);
}

ssize_t pwrite64(int fd, const void *what, size_t size, off64_t place) {
    int code = ours(fd) ? due(WRITE) : 0;
    if (code == 1) { REAL(pwrite64)(fd, what, size / 2, place); raise(SIGKILL); }
    if (code) FAIL(code);
    return REAL(pwrite64)(fd, what, size, place);
}

ssize_t pwrite(int fd, const void *what, size_t size, off_t place) {
    return pwrite64(fd, what, size, place);
}

#define ON_A_FILE(kind, name, parameters, given) \
    int name parameters { \
        int code = ours(fd) ? due(kind) : 0; \
        if (code) FAIL(code); \
        return REAL(name) given; \
    }
ON_A_FILE(SYNC, fsync, (int fd), (fd))
ON_A_FILE(SYNC, fdatasync, (int fd), (fd))
ON_A_FILE(OTHER, ftruncate64, (int fd, off64_t size), (fd, size))
ON_A_FILE(OTHER, ftruncate, (int fd, off_t size), (fd, size))

int rename(const char *from, const char *to) {
    int code = inside(from) ? due(NAME) : 0;
    if (code) FAIL(code);
    return REAL(rename)(from, to);
}

int unlink(const char *path) {
    int code = inside(path) ? due(OTHER) : 0;
    if (code) FAIL(code);
    return REAL(unlink)(path);
}
