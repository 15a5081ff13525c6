#!/usr/bin/env python3
"""Checks a Plimsoll log export or evidence pack. Needs Python 3 and nothing else.

    python3 verify.py LOG.jsonl [HEAD]     an exported log; HEAD is a file with a head kept elsewhere
    python3 verify.py PACK [HEAD]          an evidence pack: a folder or a .zip with manifest.json

The log is one chain. A record's hash is SHA-256 over seven fields, each as its length in eight bytes (big end
first) and then its bytes: "plimsoll-log/1"; seq as eight bytes, big end first; at; writer; kind (UTF-8);
SHA-256 of the body; the hash of the record before. Before record 1 stands SHA-256 over two fields written in
the same way: "plimsoll-home/1" and the sixteen bytes of the home's name. Exit: 0 intact, 3 not.
"""
import hashlib, json, os, sys, zipfile


class Touched(Exception):
    pass


def need(holds, why):
    if not holds:
        raise Touched(why)


def sha(data):
    return hashlib.sha256(data).digest()


def chain(*fields):
    return sha(b"".join(len(field).to_bytes(8, "big") + field for field in fields))


def check_log(lines, kept=None):
    """Walks the lines of an export; gives a sentence and the bodies that are shown, by record number."""
    lines = iter(lines)
    header = json.loads(next(lines))
    need(header["format"] == "plimsoll-log/1", "this is not a plimsoll-log/1 export")
    home, seq, bodies = header["home"], header["from"] - 1, {}
    prev = chain(b"plimsoll-home/1", bytes.fromhex(home)) if seq == 0 else None
    heads = {header["head"]["seq"]: header["head"]["hash"]}
    if kept:
        _, kept_home, kept_seq, kept_hash = kept.split()
        need(kept_home == home, "the head is of another home")
        need(heads.setdefault(int(kept_seq), kept_hash) == kept_hash, f"record {kept_seq} is not the one kept")
    for line in lines:
        record, seq = json.loads(line), seq + 1
        need(record["seq"] == seq, f"record {seq} is missing: {record['seq']} stands in its place")
        digest = bytes.fromhex(record["body_digest"])
        if "body" in record or "body_hex" in record:
            body = bytes.fromhex(record["body_hex"]) if "body_hex" in record else record["body"].encode()
            need(sha(body) == digest, f"record {seq} was changed: its body is not what its digest says")
            bodies[seq] = body
        own_prev = bytes.fromhex(record["prev_hash"])
        texts = [record[name].encode() for name in ("at", "writer", "kind")]
        own = chain(b"plimsoll-log/1", seq.to_bytes(8, "big"), *texts, digest, own_prev)
        need(own.hex() == record["hash"], f"record {seq} was changed: its hash does not fit its fields")
        need(prev in (None, own_prev), f"record {max(seq - 1, 1)} was replaced: the one after it knew another")
        need(heads.get(seq, own.hex()) == own.hex(), f"record {seq} is not the one that a head names")
        prev = own
    need(seq == header["to"], f"record {seq + 1} is missing: the export goes to {header['to']}")
    need(not kept or int(kept_seq) <= header["head"]["seq"], f"record {seq + 1} is missing: a kept head names {kept and kept_seq}")
    return f"records {header['from']} to {seq} of {header['head']['seq']} are as they were written", bodies


def check_pack(read, kept=None):
    """Checks every file of a pack against its manifest, the log, and the decision against its record."""
    manifest = json.loads(read("manifest.json"))
    need(manifest["format"] == "plimsoll-pack/1", "this is not a plimsoll-pack/1 manifest")
    digests = {file["path"]: file["sha256"] for file in manifest["files"]}
    for path, digest in digests.items():
        need(sha(read(path)).hex() == digest, f"{path} was changed: it is not what the manifest says")
    need(manifest["log"] in digests and manifest["decision"] in digests, "the manifest leaves out log or decision")
    said, bodies = check_log(read(manifest["log"]).decode().split("\n")[:-1], kept)
    need(manifest["record"] in bodies, f"the log does not show record {manifest['record']}")
    told = json.loads(bodies[manifest["record"]])["decision_blob"]
    need(told == digests[manifest["decision"]], f"record {manifest['record']} is of another decision")
    return f"{len(digests)} files are as listed; {said}; record {manifest['record']} is of this decision"


def main(path, head=None):
    kept = open(head).read() if head else None
    if os.path.isdir(path):
        return check_pack(lambda name: open(os.path.join(path, *name.split("/")), "rb").read(), kept)
    if zipfile.is_zipfile(path):
        return check_pack(zipfile.ZipFile(path).read, kept)
    with open(path, encoding="utf-8", newline="\n") as lines:
        return check_log(lines, kept)[0]


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    try:
        print("intact:", main(*sys.argv[1:]))
    except Touched as why:
        print("touched:", why)
        sys.exit(3)
    except (KeyError, ValueError, TypeError, OSError, StopIteration) as why:
        print("touched or not an export:", repr(why))
        sys.exit(3)
