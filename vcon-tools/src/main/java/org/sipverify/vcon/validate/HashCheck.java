package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipverify.formats.text.Base64Url;

/** A content_hash has the draft's form, and is the hash of the bytes where these are available. */
final class HashCheck implements Check {
    /** SHA-512 has 64 bytes, which are 86 letters. */
    private static final Pattern SHA512 = Pattern.compile("sha512-[A-Za-z0-9_-]{86}");

    private static final Pattern LABELLED = Pattern.compile("[a-z0-9]+-[A-Za-z0-9_-]+");

    private final ExternalFiles external;

    HashCheck(ExternalFiles external) {
        this.external = external;
    }

    @Override
    public void run(ObjectNode vcon, Findings findings) {
        InlineFiles.each(vcon, (file, at) -> hashes(file, at, findings));
        for (var earlier : List.of("redacted", "amended")) {
            hashes(vcon.path(earlier), "/" + earlier, findings);
        }
    }

    private void hashes(JsonNode file, String at, Findings findings) {
        var hash = file.path("content_hash");
        var bytes = bytes(file);
        if (hash.isTextual()) {
            one(hash.asText(), Pointer.to(at, "content_hash"), bytes, findings);
        }
        for (var i = 0; hash.isArray() && i < hash.size(); i++) {
            one(hash.path(i).asText(""), Pointer.to(at + "/content_hash", i), bytes, findings);
        }
    }

    private static void one(String hash, String at, Optional<byte[]> bytes, Findings findings) {
        if (!hash.startsWith("sha512-") && LABELLED.matcher(hash).matches()) {
            return;
        }
        if (!SHA512.matcher(hash).matches()) {
            findings.add(at, "is not a hash: " + hash, "sha512- and unpadded base64url of SHA-512");
        } else if (bytes.isPresent() && !hash.equals(sha512(bytes.get()))) {
            findings.add(at, "is not the hash of the content", sha512(bytes.get()));
        }
    }

    private Optional<byte[]> bytes(JsonNode file) {
        var body = file.path("body");
        if (body.isTextual()) {
            return file.path("encoding").asText("").equals("base64url")
                    ? Base64Url.decodeLoosely(body.asText())
                    : Optional.of(body.asText().getBytes(StandardCharsets.UTF_8));
        }
        return file.path("url").isTextual() ? external.at(file.path("url").asText()) : Optional.empty();
    }

    private static String sha512(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-512").digest(bytes);
            return "sha512-" + Base64Url.encode(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-512", e);
        }
    }
}
