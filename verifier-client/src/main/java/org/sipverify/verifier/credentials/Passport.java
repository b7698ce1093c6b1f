package org.sipverify.verifier.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.formats.text.Base64Url;

/**
 * A PASSporT (RFC 8225) in compact JWT form, as received. Everything but its text is optional: a token whose header or
 * payload does not decode is still handed to the verifier when {@code P-VVP-Identity} has the rest.
 */
public final class Passport {
    private final String text;
    private final JsonNode header;
    private final JsonNode payload;

    private Passport(String text) {
        this.text = text;
        this.header = decoded(text.substring(0, text.indexOf('.')));
        this.payload = decoded(text.substring(text.indexOf('.') + 1, text.lastIndexOf('.')));
    }

    /** Reads a compact JWT: three non-empty base64url parts joined by two dots; empty when the text is not one. */
    public static Optional<Passport> parse(String jwt) {
        return isJwt(jwt) ? Optional.of(new Passport(jwt)) : Optional.empty();
    }

    /** The exact compact JWT. It is a bearer token: do not log it. */
    public String text() {
        return text;
    }

    /** {@code alg} of the JOSE header. */
    public Optional<String> alg() {
        return StrictJson.text(header.path("alg"));
    }

    /** {@code ppt} of the JOSE header; {@code vvp} for VVP. */
    public Optional<String> ppt() {
        return StrictJson.text(header.path("ppt"));
    }

    /** {@code typ} of the JOSE header. */
    public Optional<String> typ() {
        return StrictJson.text(header.path("typ"));
    }

    /** {@code kid} of the JOSE header: the signer's OOBI URL. */
    public Optional<String> kid() {
        return StrictJson.text(header.path("kid"));
    }

    /** The calling number as signed, with or without {@code +}; empty unless {@code orig.tn} holds exactly one. */
    public Optional<String> orig() {
        return Optional.of(numbers("orig")).filter(tns -> tns.size() == 1).map(tns -> tns.get(0));
    }

    /** The called numbers as signed, with or without {@code +}; empty when {@code dest.tn} is neither text nor texts. */
    public List<String> dest() {
        return numbers("dest");
    }

    /** The attestation level of a SHAKEN token: A, B or C (RFC 8588 section 4). */
    public Optional<String> attestation() {
        return StrictJson.text(payload.path("attest")).filter(level -> level.matches("[ABC]"));
    }

    /** When it was issued, in seconds since 1970. */
    public OptionalLong iat() {
        return StrictJson.seconds(payload.path("iat"));
    }

    /** When it expires, in seconds since 1970. */
    public OptionalLong exp() {
        return StrictJson.seconds(payload.path("exp"));
    }

    /** The dossier's URL: {@code evd}, or {@code attest.creds[0]} written {@code evd:<url>}. */
    public Optional<String> evd() {
        return StrictJson.text(payload.path("evd"))
                .or(() -> StrictJson.text(payload.path("attest").path("creds").path(0))
                        .filter(text -> text.startsWith("evd:"))
                        .map(text -> text.substring("evd:".length())));
    }

    /** Whether the JOSE header is a JSON object. */
    public boolean headerReadable() {
        return header.isObject();
    }

    /** Whether the payload is a JSON object. */
    public boolean payloadReadable() {
        return payload.isObject();
    }

    /** Whether {@code exp} is either absent or a time. */
    public boolean expReadable() {
        return payload.path("exp").isMissingNode() || payload.path("exp").isNull() || exp().isPresent();
    }

    /** Whether each part is the canonical encoding of its bytes (RFC 4648 section 3.5). */
    public boolean canonical() {
        int dot = text.indexOf('.');
        return Stream.of(text.substring(0, dot), text.substring(dot + 1, text.lastIndexOf('.')), signature())
                .allMatch(part -> Base64Url.decode(part).isPresent());
    }

    /**
     * Whether the JOSE header requires something unsupported. No extension is supported, so any {@code crit} makes the
     * token invalid (RFC 7515 section 4.1.11), and so does a {@code b64} other than true (RFC 7797 section 7).
     */
    public boolean asksTooMuch() {
        return header.has("crit") || (header.has("b64") && !header.path("b64").equals(BooleanNode.TRUE));
    }

    /** Whether the claims {@code call-id} and {@code cseq}, if present, name this call. */
    public boolean boundTo(String callId, long cseq) {
        return absentOr("call-id", claim -> claim.isTextual() && claim.asText().equals(callId))
                && absentOr("cseq", claim -> isCseq(claim, cseq));
    }

    /** Either a number or, with some issuers, the value of the SIP header field. */
    private static boolean isCseq(JsonNode claim, long cseq) {
        return claim.isTextual()
                ? claim.asText().equals(Long.toString(cseq)) || claim.asText().equals(cseq + " INVITE")
                : claim.isNumber() && claim.decimalValue().compareTo(BigDecimal.valueOf(cseq)) == 0;
    }

    /** The signed text: the first two parts and their dot, exactly as received. */
    public String signingInput() {
        return text.substring(0, text.lastIndexOf('.'));
    }

    /** The third part, as received: base64url, or CESR as KERI writes it. */
    public String signature() {
        return text.substring(text.lastIndexOf('.') + 1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Passport that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Does not reveal the token. */
    @Override
    public String toString() {
        return "Passport[redacted]";
    }

    /**
     * Without a pattern: every call has two tokens of a thousand characters, and a pattern takes 15 ns per character.
     */
    private static boolean isJwt(String text) {
        int parts = 1;
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean dot = c == '.';
            if (dot ? length == 0 : !Base64Url.has(c)) {
                return false;
            }
            parts += dot ? 1 : 0;
            length = dot ? 0 : length + 1;
        }
        return parts == 3 && length > 0;
    }

    /** RFC 8225 section 5.2.1 has one text for a caller and a list for those called; issuers write either. */
    private List<String> numbers(String claim) {
        var tn = payload.path(claim).path("tn");
        if (tn.isTextual()) {
            return List.of(tn.asText());
        }
        var numbers = new ArrayList<String>();
        for (var number : tn) {
            if (!tn.isArray() || !number.isTextual()) {
                return List.of();
            }
            numbers.add(number.asText());
        }
        return List.copyOf(numbers);
    }

    /** Issuers write null for claims that they do not use. */
    private boolean absentOr(String claim, Predicate<JsonNode> good) {
        var value = payload.path(claim);
        return value.isMissingNode() || value.isNull() || good.test(value);
    }

    private static JsonNode decoded(String part) {
        return Base64Url.decodeLoosely(part)
                .flatMap(StrictJson::objectOrNone)
                .<JsonNode>map(object -> object)
                .orElseGet(MissingNode::getInstance);
    }
}
