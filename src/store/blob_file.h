/*
 * blob_file.h - what the parts of the blob store share: keys, paths, errors.
 * Inside src/store only; blob.h is the manual.
 *
 *     FOLDER/tmp/RANDOM       being written
 *     FOLDER/ab/cd/abcd…      a blob, under its name
 */
#ifndef STORE_BLOB_FILE_H
#define STORE_BLOB_FILE_H

#include <sodium.h>

#include "base/crypto.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#define BLOB_FORMAT       1
#define BLOB_KEYS_MAX     255
#define BLOB_ID_LETTERS   (2 * DIGEST_BYTES)
#define BLOB_PATH_LETTERS (sizeof "ab/cd/" - 1 + BLOB_ID_LETTERS)
#define BLOB_SEALED_BYTES \
    (BLOB_CHUNK_BYTES + crypto_secretstream_xchacha20poly1305_ABYTES)

struct blob_key {
    unsigned char number; /* 1..255 */
    struct key key;
};

/*
 * The folder is opened for each use: it may be moved away or unmounted, and
 * come back, while a room runs.
 */
struct blob_store {
    char folder[PATH_MAX];
    struct blob_key key[BLOB_KEYS_MAX];
    size_t key_count;
};

/* How a file begins. Also the data that every chunk is bound to. */
struct blob_head {
    unsigned char format;
    unsigned char key_number;
    unsigned char nonce[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
};

/* What the last chunk is bound to as well. */
struct blob_seal {
    unsigned char format;
    unsigned char key_number;
    char id[BLOB_ID_LETTERS];
};

/* "ab/cd/abcd…"; false when the id is none. */
bool blob_path(struct str id, char ret[BLOB_PATH_LETTERS + 1]);

struct blob_seal blob_seal(const struct blob_head *head, struct str id);

/* The key of a scope's content, from the store's key of that number. */
bool blob_content_key(const struct blob_store *store, unsigned char number,
                      struct str scope, struct digest *ret);

/* The folder, and the one in it for what is being written; -1 and errno. */
int blob_folder(const struct blob_store *store);
int blob_tmp(const struct blob_store *store);

/* By errno. */
enum err blob_raise(struct errbox *box, const char *what);

#endif
