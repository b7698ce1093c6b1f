package org.sipverify.vcon.form;

import java.util.Base64;

/** The vCon inside a stored one, without asking whether its signature holds. For files of one's own only. */
public final class Unsigned {
    private Unsigned() {}

    /**
     * The plain vCon in bytes of any form.
     *
     * @throws MalformedVconException when there is none, or it is encrypted
     */
    public static byte[] of(byte[] stored) throws MalformedVconException {
        var json = Gzip.inflated(stored);
        var vcon = StrictJson.object(json);
        return switch (Form.of(vcon)) {
            case UNSIGNED -> json;
            case SIGNED -> of(payload(vcon.path("payload").asText()));
            case ENCRYPTED -> throw new MalformedVconException("encrypted, so it can only be passed on as it is");
        };
    }

    private static byte[] payload(String base64url) throws MalformedVconException {
        try {
            return Base64.getUrlDecoder().decode(base64url);
        } catch (IllegalArgumentException e) {
            throw new MalformedVconException("the payload is no base64url");
        }
    }
}
