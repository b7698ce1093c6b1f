package org.sipverify.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.credentials.MalformedCredentialsException;

/** A call, its token, and the pieces they are made of. */
public final class Samples {
    public static final String KID = "https://witness.example/oobi/EAbc/controller";
    public static final String EVD = "https://dossier.example/e/EDos";
    public static final long IAT = 1_769_183_302L;
    private static final Instant RECEIVED = Instant.ofEpochSecond(IAT + 3);
    public static final String ORIG = "+15551234567";
    public static final String DEST = "+15557654321";

    public static final String JOSE = """
            {"alg":"EdDSA","typ":"passport","ppt":"vvp","kid":"%s"}""".formatted(KID);
    public static final String CLAIMS = """
            {"orig":{"tn":["15551234567"]},"dest":{"tn":["15557654321"]},"iat":%d,"exp":%d,"evd":"%s"}""".formatted(IAT, IAT + 300, EVD);
    public static final String JWT = jwt(JOSE, CLAIMS);
    public static final String OTHER_JWT = jwt(JOSE, CLAIMS.replace("15557654321", "15550000000"));
    public static final String SHAKEN =
            jwt("""
            {"alg":"ES256","typ":"passport","ppt":"shaken","x5u":"https://c.example/c"}""", "{\"attest\":\"A\"}") + ";info=<https://c.example/c>;alg=ES256;ppt=shaken";

    public static final CallContext CALL = new CallContext(
            "call-1@pbx",
            314,
            new CallContext.Caller("sip:+15551234567@pbx", ORIG),
            new CallContext.Callee("sip:+15557654321@pbx", DEST),
            RECEIVED);

    private Samples() {}

    /** A token with a forged signature. */
    public static String jwt(String header, String payload) {
        return url(header) + "." + url(payload) + "." + "c2ln".repeat(21) + "c2";
    }

    public static String url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    public static String standard(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    public static String identity(String jwt) {
        return jwt + ";info=<" + KID + ">;alg=EdDSA;ppt=vvp";
    }

    public static String vvpIdentity(String kid, String evd, String more) {
        return url("{\"ppt\":\"vvp\",\"kid\":\"" + kid + "\",\"evd\":\"" + evd + "\"" + more + "}");
    }

    /** Header lines written {@code Name: value}, as a call has them. */
    private static Function<String, List<String>> headers(String... lines) {
        return name -> {
            var values = new ArrayList<String>();
            for (var line : lines) {
                if (line.startsWith(name + ":")) {
                    values.add(line.substring(name.length() + 1));
                }
            }
            return values;
        };
    }

    public static Optional<Credentials> read(String... lines) throws MalformedCredentialsException {
        return Credentials.read(headers(lines));
    }

    public static Credentials credentials(String jwt) {
        try {
            return read("Identity:" + identity(jwt)).orElseThrow();
        } catch (MalformedCredentialsException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What the verifier says to that, for which the calling thread waits. */
    public static Verification ask(Verifier verifier, Credentials credentials, CallContext call) {
        var answer = new CompletableFuture<Verification>();
        verifier.verify(credentials, call, answer::complete);
        return answer.join();
    }

    /** The same of the usual credentials. */
    public static Verification ask(Verifier verifier) {
        return ask(verifier, credentials(JWT), CALL);
    }

    /** The configuration as shipped, with some settings of the section changed, whatever the environment says. */
    public static VerifierConfig config(String settings) {
        return VerifierConfig.from(ConfigSection.root(ConfigFactory.parseString("verifier {" + settings + "}")
                        .withFallback(ConfigFactory.parseResources("reference.conf"))
                        .resolve(ConfigResolveOptions.noSystem()))
                .section("verifier"));
    }
}
