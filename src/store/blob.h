/*
 * blob.h - files that people gave us and papers we made: bytes of any length
 * under a name that follows from them.
 *
 * The bytes lie encrypted in a folder (a file each), what there is stands in
 * the table blob. A blob belongs to a scope, say the dossier it is part of;
 * its name is a keyed hash of scope and content. So the same file twice in a
 * scope is stored once, while nobody can find out from names whether two
 * scopes hold the same file, or what it is.
 *
 * Writing has two steps. In the prepare step of a request the bytes are
 * streamed into the store and are on the disk when blob_finish() returns; in
 * its transaction blob_keep() makes them count. What is never kept is removed
 * by blob_sweep() a day later. A blob is never held in memory whole.
 *
 * A file: format byte, key's number, then chunks of BLOB_CHUNK_BYTES, each
 * encrypted and authenticated (libsodium's secretstream: XChaCha20-Poly1305).
 * The last one is bound to the blob's name, so that a file that was changed,
 * cut, lengthened or put in another's place is found out while reading.
 *
 * Errors of the disk: ERR_DISK_FULL, ERR_UNAVAILABLE.
 */
#ifndef STORE_BLOB_H
#define STORE_BLOB_H

#include "base/cx.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/db.h"
#include "store/tx.h"

#define BLOB_CHUNK_BYTES ((size_t)64 << 10)

/* The folder is swept in so many parts. */
#define BLOB_PARTS 256

struct blob_store;

/*
 * Opens a folder, and makes it when it is not there. The key file holds lines
 * "NUMBER HEX": the first key gives names, the last one encrypts, all of them
 * decrypt. To turn the key, add a line; never take one away.
 *
 * ERR_INPUT when the key file is not one, or when others may read it.
 */
enum err blob_store_open(const char *folder, const char *key_file,
                         struct blob_store **ret,
                         struct errbox *box) MUST_CHECK;
/* NULL is fine. */
void blob_store_close(struct blob_store *store);

/* Makes a key file with a new key. ERR_CONFLICT when it is there already. */
enum err blob_key_file_create(const char *key_file,
                              struct errbox *box) MUST_CHECK;

struct blob_ref {
    struct str id;
    struct str scope;
    int64_t bytes;
};

/*
 * Begins a blob of at most bytes_max. What is not finished when the arena goes
 * is given up.
 */
struct blob_writer;
enum err blob_begin(struct blob_store *store, struct cx *cx, struct str scope,
                    int64_t bytes_max, struct blob_writer **ret) MUST_CHECK;
/* ERR_TOO_LARGE past bytes_max. */
enum err blob_write(struct blob_writer *w, struct str bytes) MUST_CHECK;
/* The bytes are on the disk, durably, when this returns. */
enum err blob_finish(struct blob_writer *w, struct blob_ref *ret) MUST_CHECK;

/* In the transaction that points to it. Keeping it again does nothing. */
enum err blob_keep(struct tx *t, const struct blob_ref *ref) MUST_CHECK;
enum err blob_find(struct tx *t, struct str id, struct blob_ref *ret,
                   bool *ret_found) MUST_CHECK;
/* For a blob that nothing points to any more. */
enum err blob_drop(struct tx *t, struct str id) MUST_CHECK;

/* The file is closed when the arena goes. */
struct blob_reader;
enum err blob_open(struct blob_store *store, struct cx *cx,
                   const struct blob_ref *ref,
                   struct blob_reader **ret) MUST_CHECK;
/*
 * The next piece, which stays until the following call; empty at the end.
 * ERR_UNAVAILABLE when the file is not what was written: what was read of it
 * so far is true, but it may not be all of it.
 */
enum err blob_read(struct blob_reader *r, struct str *ret) MUST_CHECK;

/*
 * Removes what was begun or finished before an instant (of the machine's
 * clock) and never kept, in one of BLOB_PARTS parts of the folder.
 */
enum err blob_sweep(struct blob_store *store, struct db *db, struct cx *cx,
                    int part, struct instant before,
                    int64_t *ret_removed) MUST_CHECK;

#endif
