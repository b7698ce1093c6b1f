package org.sipverify.app.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import org.sipverify.app.cli.DemoCredentials;
import org.sipverify.app.cli.DemoSigner;
import org.sipverify.app.config.Settings;
import org.sipverify.verifier.CallContext;
import org.sipverify.verifier.NoVerdict;
import org.sipverify.verifier.Verification;
import org.sipverify.verifier.assembly.Verifiers;
import org.sipverify.verifier.config.VerifierConfig;
import org.sipverify.verifier.credentials.Credentials;
import org.sipverify.verifier.credentials.MalformedCredentialsException;
import org.sipverify.verifier.http.HttpRuntime;

/**
 * Whether the verifier can be found and asked: it gets one request, signed with a key that it cannot know, so every verdict
 * shows that it answers.
 *
 * @param demo a directory for the key
 */
record VerifierCheck(Settings settings, Path demo) {
    private static final String SUBJECT = "verifier";
    private static final String CALLEE = "+14155551234";

    List<Diagnosis> look() throws IOException, InterruptedException {
        var config = settings.verification().config();
        if (config.http().isEmpty()) {
            return List.of(builtIn(config));
        }
        var found = new ArrayList<Diagnosis>();
        var endpoint = config.http().get().endpoint();
        found.add(name(endpoint));
        var start = System.nanoTime();
        var answer = ask(config);
        found.add(answered(answer, endpoint, Duration.ofNanos(System.nanoTime() - start)));
        if (endpoint.getScheme().equals("http") && config.http().get().apiKey().isPresent()) {
            found.add(Diagnosis.warn(
                    SUBJECT, "the API key travels over http://, readable on the way", "use https in verifier.url"));
        }
        return found;
    }

    private static Diagnosis builtIn(VerifierConfig config) {
        return config.pinned().signersFile().isPresent()
                ? Diagnosis.ok(SUBJECT, "built in, with signers of its own")
                : Diagnosis.warn(
                        SUBJECT,
                        "built in, and no signer is trusted: no call can be VALID",
                        "set verifier.url, or verifier.signers-file");
    }

    private static Diagnosis name(URI endpoint) {
        try {
            return Diagnosis.ok(
                    "DNS",
                    endpoint.getHost() + " is "
                            + InetAddress.getByName(endpoint.getHost()).getHostAddress());
        } catch (UnknownHostException e) {
            return Diagnosis.fail(
                    "DNS",
                    "the name of the verifier, " + endpoint.getHost() + ", has no address",
                    "correct verifier.url, or the name servers of this machine (/etc/resolv.conf)");
        }
    }

    private Verification ask(VerifierConfig config) throws IOException, InterruptedException {
        var now = Instant.now();
        var headers = DemoCredentials.VALID.headers(demo, DemoSigner.NUMBER, CALLEE, now);
        var context = new CallContext(
                UUID.randomUUID().toString(),
                1,
                new CallContext.Caller("sip:" + DemoSigner.NUMBER + "@doctor.invalid", DemoSigner.NUMBER),
                new CallContext.Callee("sip:" + CALLEE + "@doctor.invalid", CALLEE),
                now);
        try {
            return answer(config, Credentials.read(headers::all).orElseThrow(), context);
        } catch (MalformedCredentialsException e) {
            throw new IllegalStateException("this program cannot read the credentials it has made", e);
        }
    }

    private static Verification answer(VerifierConfig config, Credentials credentials, CallContext context)
            throws InterruptedException {
        var answer = new ArrayBlockingQueue<Verification>(1);
        try (var own = HttpRuntime.ofOwn(1);
                var verifier = Verifiers.of(config, own.runtime())) {
            var unused = verifier.verify(credentials, context, answer::add);
            return answer.take(); // it comes within verifier.timeout
        }
    }

    private static Diagnosis answered(Verification answer, URI endpoint, Duration took) {
        if (answer.status() != Verification.Status.ERROR) {
            return Diagnosis.ok(
                    SUBJECT,
                    endpoint + " answers in " + took.toMillis() + " ms, and takes the key and the certificate");
        }
        var code = answer.reason().rawError();
        var text =
                endpoint + " gives no verdict: " + answer.reason().error() + (code.isEmpty() ? "" : " (" + code + ")");
        return Diagnosis.fail(
                SUBJECT, text, advice(NoVerdict.valueOf(answer.reason().error()), code));
    }

    private static String advice(NoVerdict why, String code) {
        if (code.equals("HTTP_404") || code.equals("HTTP_405")) {
            return "it has no such page: correct verifier.url and verifier.endpoint";
        }
        return switch (why) {
            case VERIFIER_TIMEOUT -> "it is slow or filtered: try \"curl -v\" from here, and look at verifier.timeout";
            case VERIFIER_UNREACHABLE ->
                "the log above has the reason: the address, a firewall, or a certificate that is not trusted"
                        + " (verifier.ca-file)";
            case VERIFIER_REFUSED ->
                code.equals("HTTP_407")
                        ? "the proxy before it wants a password: let this machine pass without one"
                        : "it refuses the key: correct verifier.api-key-file or verifier.api-key";
            case VERIFIER_ERROR -> "look at the log of the verifier: what it answered is no verdict";
        };
    }
}
