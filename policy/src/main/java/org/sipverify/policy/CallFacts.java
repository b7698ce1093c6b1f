package org.sipverify.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sipverify.formats.text.Spelling;

/**
 * Everything a policy may look at. What is not known is the empty string or a missing node, never null.
 *
 * @param call who calls whom
 * @param verdict how verification went
 */
public record CallFacts(Call call, Verdict verdict) {

    /**
     * Who calls whom.
     *
     * @param signer the key that the credentials say they are signed with, a URL; empty when they name none
     * @param callId the INVITE's Call-ID
     */
    public record Call(Arrival arrival, Parties parties, String signer, String callId) {}

    /**
     * How the INVITE came.
     *
     * @param source the address it came from, as text without a zone: 192.0.2.1 or 2001:db8::1
     * @param tlsIdentities the DNS names and URIs in the TLS certificate that the source proved to have
     * @param caller the name of a caller that the operator has named; empty when it is none of these
     * @param time when it came
     */
    public record Arrival(String source, List<String> tlsIdentities, String caller, Instant time) {
        /** Keeps its own list. */
        public Arrival {
            tlsIdentities = List.copyOf(tlsIdentities);
        }
    }

    /**
     * The numbers of a call.
     *
     * @param orig the calling number in canonical form, {@code +} first where it is international
     * @param dest the called number, likewise
     * @param ruri likewise the number in the Request-URI, where the call goes at present; of a URN, such as
     *     urn:service:sos, the whole in small letters
     */
    public record Parties(String orig, String dest, String ruri) {}

    /**
     * How verification went.
     *
     * @param outcome valid, invalid and so on
     * @param status the value of X-VVP-Status, such as INDETERMINATE; empty when there is none
     * @param reason why there is no verdict or a bad one: an error code, or text for a malformed header
     * @param caller what is proved about the caller
     * @param report the verifier's own account
     */
    public record Verdict(Outcome outcome, String status, String reason, Caller caller, Report report) {}

    /**
     * What is proved about the caller.
     *
     * @param number the verified number
     * @param brandName the brand to show
     * @param brandLogo the URL of its logo
     */
    public record Caller(String number, String brandName, String brandLogo) {
        /** Nothing is proved. */
        public static final Caller UNKNOWN = new Caller("", "", "");
    }

    /**
     * The verifier's own account.
     *
     * @param requestId its name for this verification
     * @param code its own code behind the reason; empty when there is none
     * @param claims its claims, an array
     * @param errors its errors, an array of objects with {@code code} and {@code message}
     */
    public record Report(String requestId, String code, JsonNode claims, JsonNode errors) {
        /** The verifier gave none, or was not asked. */
        public static final Report NONE = new Report("", "", MissingNode.getInstance(), MissingNode.getInstance());
    }

    /** How verification went; each has a section in the policy file. */
    public enum Outcome {
        VALID,
        INVALID,
        INDETERMINATE,
        WARNING,
        ERROR,
        NONE,
        MALFORMED;

        /** The name used in policy files: valid, invalid and so on. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome named(String text) {
            return Stream.of(values())
                    .filter(outcome -> outcome.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(Spelling.unknown(
                            "outcome \"" + text + "\"",
                            text.toLowerCase(Locale.ROOT),
                            Stream.of(values()).map(Outcome::text).toList())));
        }
    }
}
