/* Put before the C library: it counts what a process does to the files of one folder, and at the
 * n-th such act lets the machine fail. FAULT_PATH: the folder; FAULT_AT: n; FAULT: how;
 * FAULT_COUNT: a file to write the count to at the end. */
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

static long count, at;
static const char *folder, *fault, *counted;
static int broken; /* a full disk stays full */

__attribute__((constructor)) static void begin(void) {
    folder = getenv("FAULT_PATH");
    fault = getenv("FAULT");
    counted = getenv("FAULT_COUNT");
    at = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : 0;
}

__attribute__((destructor)) static void end(void) {
    if (!counted) return;
    FILE *file = fopen(counted, "w");
    if (file) { fprintf(file, "%ld", count); fclose(file); }
}

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

/* 0: go on; 1: do half of it and die; an errno: fail with it. `writes`: does it need room? */
static int due(int writes) {
    int now = __sync_add_and_fetch(&count, 1) == at;
    if (broken && writes) return ENOSPC;
    if (!now) return 0;
    if (is("kill")) raise(SIGKILL);
    if (is("torn")) { if (writes) return 1; raise(SIGKILL); }
    if (is("full")) { broken = 1; return writes ? ENOSPC : 0; }
    return is("io") ? EIO : 0;
}

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))
#define FAIL(code) do { errno = (code); return -1; } while (0)

ssize_t write(int fd, const void *what, size_t size) {
    int code = ours(fd) ? due(1) : 0;
    if (code == 1) { REAL(write)(fd, what, size / 2); raise(SIGKILL); }
    if (code) FAIL(code);
    return REAL(write)(fd, what, size);
}

ssize_t pwrite64(int fd, const void *what, size_t size, off64_t place) {
    int code = ours(fd) ? due(1) : 0;
    if (code == 1) { REAL(pwrite64)(fd, what, size / 2, place); raise(SIGKILL); }
    if (code) FAIL(code);
    return REAL(pwrite64)(fd, what, size, place);
}

ssize_t pwrite(int fd, const void *what, size_t size, off_t place) {
    return pwrite64(fd, what, size, place);
}

#define ON_A_FILE(name, parameters, given) \
    int name parameters { \
        int code = ours(fd) ? due(0) : 0; \
        if (code) FAIL(code); \
        return REAL(name) given; \
    }
ON_A_FILE(fsync, (int fd), (fd))
ON_A_FILE(fdatasync, (int fd), (fd))
ON_A_FILE(ftruncate64, (int fd, off64_t size), (fd, size))
ON_A_FILE(ftruncate, (int fd, off_t size), (fd, size))

int rename(const char *from, const char *to) {
    int code = inside(from) ? due(0) : 0;
    if (code) FAIL(code);
    return REAL(rename)(from, to);
}

int unlink(const char *path) {
    int code = inside(path) ? due(0) : 0;
    if (code) FAIL(code);
    return REAL(unlink)(path);
}
