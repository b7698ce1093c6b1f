package org.sipverify.verifier.credentials;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.formats.text.Base64Url;

/**
 * The {@code P-VVP-Identity} header field: base64url of {@code {ppt, kid, evd, iat, exp?}}. Nothing in it is signed;
 * every field repeats one of the PASSporT.
 *
 * @param kid the signer's OOBI URL; empty when absent
 * @param evd the dossier's URL; empty when absent
 * @param iat seconds since 1970
 * @param exp seconds since 1970
 */
record VvpIdentity(String kid, String evd, OptionalLong iat, OptionalLong exp) {

    /** Empty when it is not base64, not UTF-8, not one JSON object, not of {@code ppt} vvp, or has no proper times. */
    static Optional<VvpIdentity> parse(String value) {
        return Base64Url.decodeEitherAlphabet(value)
                .flatMap(StrictJson::objectOrNone)
                .filter(json -> json.path("ppt").asText().equals("vvp"))
                .filter(json -> timeOrAbsent(json.path("iat")) && timeOrAbsent(json.path("exp")))
                .map(VvpIdentity::of);
    }

    /** The same object for the HTTP header {@code VVP-Identity}: base64url without padding. */
    static String header(Credentials credentials) {
        var json = new StringBuilder(256).append("{\"ppt\":\"vvp\",\"kid\":\"");
        quote(credentials.kid(), json);
        json.append("\",\"evd\":\"");
        quote(credentials.evd(), json);
        json.append("\",\"iat\":").append(credentials.iat());
        if (credentials.exp().isPresent()) {
            json.append(",\"exp\":").append(credentials.exp().getAsLong());
        }
        return Base64Url.encode(json.append('}').toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void quote(String text, StringBuilder into) {
        JsonStringEncoder.getInstance().quoteAsString(text, into);
    }

    private static VvpIdentity of(ObjectNode json) {
        return new VvpIdentity(
                StrictJson.text(json.path("kid")).orElse(""),
                StrictJson.text(json.path("evd")).orElse(""),
                StrictJson.seconds(json.path("iat")),
                StrictJson.seconds(json.path("exp")));
    }

    private static boolean timeOrAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull() || StrictJson.seconds(node).isPresent();
    }
}
