package org.sipverify.verifier.pinned;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipverify.formats.config.HoconText;
import org.sipverify.verifier.Brand;
import org.sipverify.verifier.config.Settings;
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
 * <p>{@code brand} and the two dates may be left out.
 */
public final class PinnedSigners {
    private static final Set<String> KEYS = Set.of("kid", "key", "numbers", "brand", "valid-from", "valid-until");

    private final Map<String, PinnedSigner> byKid;

    private PinnedSigners(Map<String, PinnedSigner> byKid) {
        this.byKid = Map.copyOf(byKid);
    }

    /** Nobody: every signer is unknown. */
    public static PinnedSigners none() {
        return new PinnedSigners(Map.of());
    }

    /**
     * Reads a signers file.
     *
     * @throws ConfigException when it is missing or has a mistake; the message names file and line
     */
    public static PinnedSigners read(Path file) {
        var options = ConfigParseOptions.defaults().setAllowMissing(false);
        var content = ConfigFactory.parseFile(file.toFile(), options).resolve();
        HoconText.checked(file.toFile()).checkResolved(content);
        new Settings(content).only(Set.of("signers"));
        var byKid = new LinkedHashMap<String, PinnedSigner>();
        for (var section : content.getConfigList("signers")) {
            var signer = signer(section);
            if (byKid.put(signer.kid(), signer) != null) {
                throw new Settings(section).bad("kid", "another signer has the same");
            }
        }
        return new PinnedSigners(byKid);
    }

    /** How many there are. */
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

    private static PinnedSigner signer(Config section) {
        var settings = new Settings(section);
        settings.only(KEYS);
        var from = instant(section, "valid-from", Instant.MIN);
        var until = instant(section, "valid-until", Instant.MAX);
        if (!from.isBefore(until)) {
            throw settings.bad("valid-until", "not after valid-from");
        }
        return new PinnedSigner(kid(settings), key(settings), numbers(section), brand(section), from, until);
    }

    private static String kid(Settings settings) {
        var kid = settings.text("kid");
        if (!WebUrl.isKeyLocation(kid)) {
            throw settings.bad("kid", "an http(s) URL or a did:web identifier is needed");
        }
        return kid;
    }

    private static SignerKey key(Settings settings) {
        return SignerKey.parse(settings.text("key"))
                .orElseThrow(() -> settings.bad(
                        "key", "not an Ed25519 public key in base64url (43 characters), hex (64) or KERI form (44)"));
    }

    private static List<NumberPattern> numbers(Config section) {
        var patterns = new ArrayList<NumberPattern>();
        for (var value : section.getList("numbers")) {
            var text = String.valueOf(value.unwrapped());
            patterns.add(NumberPattern.parse(text)
                    .orElseThrow(() -> new ConfigException.BadValue(
                            value.origin(),
                            "numbers",
                            "\"" + text + "\" is no number, no prefix* and no first-last range")));
        }
        return patterns;
    }

    private static Optional<Brand> brand(Config section) {
        if (!section.hasPath("brand")) {
            return Optional.empty();
        }
        var settings = new Settings(section.getConfig("brand"));
        settings.only(Set.of("name", "logo"));
        var name = section.hasPath("brand.name") ? section.getString("brand.name") : "";
        var logo = section.hasPath("brand.logo") ? section.getString("brand.logo") : "";
        if (name.isEmpty() && logo.isEmpty()) {
            throw new Settings(section).bad("brand", "neither name nor logo");
        }
        try {
            return Optional.of(new Brand(name, logo));
        } catch (IllegalArgumentException e) {
            throw new Settings(section)
                    .bad("brand", "the name is too long or not one line, or the logo no http(s) URL");
        }
    }

    private static Instant instant(Config section, String path, Instant otherwise) {
        try {
            return section.hasPath(path) ? Instant.parse(section.getString(path)) : otherwise;
        } catch (DateTimeException e) {
            throw new Settings(section).bad(path, "a time such as 2026-01-01T00:00:00Z is needed");
        }
    }
}
