package org.sipverify.index;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the index knows of one call, or of an INVITE that was refused before it was one. What is not known is the empty
 * text. Texts are cut at {@link #LONGEST} characters.
 *
 * @param uuid that of the vCon, where there is one
 * @param time when the INVITE came
 */
public record IndexedCall(
        UUID uuid, Instant time, Parties parties, Arrival arrival, Verdict verdict, Handling handling) {
    /** Characters of one text that are kept. Call-IDs, URIs and sentences are shorter. */
    public static final int LONGEST = 1024;

    /**
     * Who calls whom.
     *
     * @param caller the calling number as records have it, {@code +} first where it is international
     * @param callee the called number likewise
     */
    public record Parties(String callId, String caller, String callee) {
        /** Cuts what is too long. */
        public Parties {
            callId = cut(callId);
            caller = cut(caller);
            callee = cut(callee);
        }
    }

    /**
     * How the INVITE came.
     *
     * @param source the address, without a port
     * @param transport UDP, TCP or TLS
     */
    public record Arrival(String source, String transport) {
        /** Cuts what is too long. */
        public Arrival {
            source = cut(source);
            transport = cut(transport);
        }
    }

    /**
     * How verification went.
     *
     * @param outcome valid, invalid ...; empty when the call was not verified
     * @param cause why the outcome is not a good one
     * @param requestId the verifier's name for its request
     * @param brand the verified brand
     */
    public record Verdict(String outcome, Cause cause, String requestId, String brand, Signer signer) {
        /** The call was not verified. */
        public static final Verdict NONE = of("", "");

        /** Cuts what is too long. */
        public Verdict {
            outcome = cut(outcome);
            requestId = cut(requestId);
            brand = cut(brand);
        }

        /** With nothing but an outcome and a reason. */
        public static Verdict of(String outcome, String error) {
            return new Verdict(outcome, new Cause(error, ""), "", "", Signer.UNKNOWN);
        }
    }

    /**
     * A reason.
     *
     * @param error a code, or what is wrong with the message
     * @param message the verifier's sentence about it
     */
    public record Cause(String error, String message) {
        /** Cuts what is too long. */
        public Cause {
            error = cut(error);
            message = cut(message);
        }
    }

    /**
     * Who signed.
     *
     * @param key the key that the credentials name, a URL
     * @param age how old the signature was when the INVITE came; negative when it was from the future
     */
    public record Signer(String key, Optional<Duration> age) {
        /** Nobody, or it cannot be read. */
        public static final Signer UNKNOWN = new Signer("", Optional.empty());

        /** Cuts what is too long. */
        public Signer {
            key = cut(key);
        }
    }

    /**
     * What was done.
     *
     * @param decision redirect, reject or bridge; cancelled, failed, or refused before it was a call
     * @param would what a policy that only observes says; empty with one that enforces
     * @param rule the rule or section that decided
     * @param vcon the file of the vCon; empty until it is written
     */
    public record Handling(String decision, String would, String rule, Answer answer, String vcon) {
        /** Cuts what is too long. */
        public Handling {
            decision = cut(decision);
            would = cut(would);
            rule = cut(rule);
        }
    }

    /**
     * How the call was answered.
     *
     * @param code the final SIP status; 0 when there was none
     * @param target where the call was sent; empty when nowhere
     * @param took from the INVITE to the final response
     */
    public record Answer(int code, String target, Duration took) {
        /** Cuts what is too long. */
        public Answer {
            target = cut(target);
        }
    }

    /** Half a character at the end would not be a text. */
    static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }
}
