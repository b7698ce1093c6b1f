package org.sipverify.verifier.pinned;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.formats.config.HoconFile;
import org.sipverify.formats.number.NumberPattern;
import org.sipverify.verifier.Brand;
import org.sipverify.verifier.text.WebUrl;

/**
 * The signers an operator trusts by configuration, from a HOCON file:
 *
 * <pre>{@code
 * signers = [
 *   {
 *     kid = "https://witness.example/oobi/EAbc/controller"
 *     key = "<Ed25519 public key: base64url (43 characters), hex (64) or a KERI key (44)>"
 *     numbers = ["+15551234567", "+1555*", "+15550000000-+15550009999"]
 *     brand { name = "ACME", logo = "https://acme.example/logo.png" }
 *     valid-from = "2026-01-01T00:00:00Z"
 *     valid-until = "2027-01-01T00:00:00Z"
 *   }
 * ]
 * }</pre>
 *
 * <p>{@code brand} and the two dates are optional.
 */
public final class PinnedSigners {
    private static final Set<String> KEYS = Set.of("kid", "key", "numbers", "brand", "valid-from", "valid-until");

    private final Map<String, PinnedSigner> byKid;

    private PinnedSigners(Map<String, PinnedSigner> byKid) {
        this.byKid = Map.copyOf(byKid);
    }

    /** None: every signer is unknown. */
    public static PinnedSigners none() {
        return new PinnedSigners(Map.of());
    }

    /**
     * Reads a signers file.
     *
     * @throws ConfigException when it is missing or has a mistake; the message names file and line
     */
    public static PinnedSigners read(Path file) {
        return from(HoconFile.read(file.toFile()).resolved());
    }

    /** Reads signers that are already parsed and resolved; otherwise as {@link #read}. */
    public static PinnedSigners from(Config signers) {
        var content = ConfigSection.root(signers);
        content.onlyKeys(Set.of("signers"));
        if (!content.has("signers")) {
            throw content.mistake("signers", "is missing");
        }
        var byKid = new LinkedHashMap<String, PinnedSigner>();
        for (var section : content.sections("signers")) {
            var signer = signer(section);
            if (byKid.put(signer.kid(), signer) != null) {
                throw section.mistake("kid", "another signer has the same");
            }
        }
        return new PinnedSigners(byKid);
    }

    /** The number of signers. */
    public int size() {
        return byKid.size();
    }

    /** For the log, such as {@code 3 signers}. */
    public String summary() {
        return size() == 1 ? "1 signer" : size() + " signers";
    }

    Optional<PinnedSigner> find(String kid) {
        return Optional.ofNullable(byKid.get(kid));
    }

    private static PinnedSigner signer(ConfigSection signer) {
        signer.onlyKeys(KEYS);
        var from = instant(signer, "valid-from", Instant.MIN);
        var until = instant(signer, "valid-until", Instant.MAX);
        if (!from.isBefore(until)) {
            throw signer.mistake("valid-until", "must be after valid-from");
        }
        return new PinnedSigner(
                signer.read("kid", PinnedSigners::kid),
                signer.read("key", PinnedSigners::key),
                signer.each("numbers", NumberPattern::parseTelephone),
                brand(signer),
                from,
                until);
    }

    private static String kid(String text) {
        if (!WebUrl.isKeyLocation(text)) {
            throw new IllegalArgumentException("must be an http(s) URL or a did:web identifier");
        }
        return text;
    }

    private static SignerKey key(String text) {
        return SignerKey.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be an Ed25519 public key in base64url (43 characters), hex (64) or KERI form (44)"));
    }

    private static Optional<Brand> brand(ConfigSection signer) {
        if (!signer.has("brand")) {
            return Optional.empty();
        }
        var brand = signer.section("brand");
        brand.onlyKeys(Set.of("name", "logo"));
        var name = brand.optionalText("name").orElse("");
        var logo = brand.optionalText("logo").orElse("");
        if (name.isEmpty() && logo.isEmpty()) {
            throw signer.mistake("brand", "has neither name nor logo");
        }
        try {
            return Optional.of(new Brand(name, logo));
        } catch (IllegalArgumentException e) {
            throw signer.mistake("brand", "the name is too long or not one line, or the logo is not an http(s) URL");
        }
    }

    private static Instant instant(ConfigSection signer, String key, Instant otherwise) {
        try {
            return signer.has(key) ? Instant.parse(signer.text(key)) : otherwise;
        } catch (DateTimeException e) {
            throw signer.mistake(key, "must be a time such as 2026-01-01T00:00:00Z, not " + signer.text(key));
        }
    }
}
