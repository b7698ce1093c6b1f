package org.sipverify.sip.testbed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.sipverify.sip.Answer;
import org.sipverify.sip.Invite;
import org.sipverify.sip.SipConfig;
import org.sipverify.sip.SipMeter;
import org.sipverify.sip.stack.SipServer;
import org.sipverify.sip.tls.TlsConfig;
import org.sipverify.sip.tls.TlsConfig.ClientAuth;
import org.sipverify.sip.tls.TlsConfig.KeyFiles;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.testkit.CertificateAuthority;
import org.sipverify.testkit.FreePort;
import org.sipverify.testkit.Issued;
import org.sipverify.testkit.PemFiles;

/** A server that listens for TLS beside UDP and TCP, with certificates made for a test. */
public final class TlsSamples implements AutoCloseable {
    private static final Answer MOVED =
            new Answer(302, "Moved Temporarily").with("Contact", "<sips:+14155551234@pbx.example>");

    private final PemFiles files;
    private final List<KeyFiles> certificates = new ArrayList<>();
    private final List<Invite> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private Optional<Path> caFile = Optional.empty();
    private ClientAuth clientAuth = ClientAuth.NONE;
    private Duration handshakeTimeout = Duration.ofSeconds(30);
    private TransportLimits limits = Samples.LIMITS;
    private int plainPort;
    private int port;
    private SipServer server;

    public TlsSamples(Path directory) {
        this.files = new PemFiles(directory);
    }

    /** As a configuration names them. */
    public static KeyFiles keyFiles(PemFiles.Pair pair) {
        return new KeyFiles(pair.certificate(), pair.key(), Optional.empty());
    }

    /** One more, or the same renewed. */
    public TlsSamples certificate(String name, Issued issued) {
        var written = keyFiles(files.write(name, issued));
        if (!certificates.contains(written)) {
            certificates.add(written);
        }
        return this;
    }

    public TlsSamples trust(CertificateAuthority authority) {
        caFile = Optional.of(files.write("ca.pem", PemFiles.text(authority.certificate())));
        return this;
    }

    public TlsSamples clientAuth(ClientAuth demand) {
        clientAuth = demand;
        return this;
    }

    public TlsSamples handshakeTimeout(Duration timeout) {
        handshakeTimeout = timeout;
        return this;
    }

    public TlsSamples limits(TransportLimits some) {
        limits = some;
        return this;
    }

    public TlsSamples start() throws Exception {
        return start(MOVED);
    }

    public TlsSamples start(Answer answer) throws Exception {
        plainPort = FreePort.next();
        port = FreePort.next();
        var tls = new TlsConfig(port, certificates, caFile, clientAuth, handshakeTimeout);
        var config = new SipConfig(
                new SipConfig.Listening("127.0.0.1", plainPort, EnumSet.allOf(Transport.class), Optional.of(tls)),
                "",
                new SipConfig.Capacity(2000, 5, 1300, 1024, 64 << 20, 100),
                limits,
                Samples.TRUSTING,
                List.of());
        server = SipServer.start(
                config,
                call -> {
                    calls.add(call.invite());
                    call.answer(answer);
                },
                new SipMeter() {
                    @Override
                    public void lost(Loss why) {
                        if (why == Loss.TLS_HANDSHAKE) {
                            failures.incrementAndGet();
                        }
                    }
                });
        return this;
    }

    public SipServer server() {
        return server;
    }

    public int port() {
        return port;
    }

    /** Where UDP and TCP listen. */
    public int plainPort() {
        return plainPort;
    }

    /** Handshakes that were counted as failed. */
    public int failures() {
        return failures.get();
    }

    public Invite lastCall() {
        return calls.get(calls.size() - 1);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
