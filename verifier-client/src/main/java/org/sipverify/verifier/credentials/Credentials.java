package org.sipverify.verifier.credentials;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.sipverify.verifier.text.WebUrl;

/**
 * What a caller offers as proof: a signed PASSporT, where the signer's key is, and where the evidence is.
 *
 * @param passport the token
 * @param kid the signer's OOBI URL (http or https) or did:web identifier
 * @param evd the dossier's http or https URL
 * @param iat when the token was issued, in seconds since 1970
 * @param exp when it expires, in seconds since 1970; empty when not stated
 */
public record Credentials(Passport passport, String kid, String evd, long iat, OptionalLong exp) {

    /** Checks the two addresses; {@link #read} never fails here. */
    public Credentials {
        if (!WebUrl.isKeyLocation(kid) || !WebUrl.is(evd)) {
            throw new IllegalArgumentException("kid or evd is not an address");
        }
    }

    /**
     * Reads the credentials of a call: {@code Identity} (compact name {@code y}), {@code P-VVP-Identity} and {@code
     * P-VVP-Passport}. Either the first or the other two are required.
     *
     * @param headers gives all values of a header field by its name, in wire order; an empty list when there is none
     * @return empty when the call carries no VVP header; an {@code Identity} of another kind (SHAKEN) does not count
     * @throws MalformedCredentialsException when there are some and they cannot be read
     */
    public static Optional<Credentials> read(Function<String, List<String>> headers)
            throws MalformedCredentialsException {
        return CredentialsReader.of(headers).read();
    }

    /** The same without the token, as a verifier expects it in its HTTP header {@code VVP-Identity}. */
    public String vvpIdentity() {
        return VvpIdentity.header(this);
    }
}
