package org.sipverify.app.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipverify.app.cli.DemoSigner;
import org.sipverify.bridge.CallWatcher;
import org.sipverify.sip.Answer;
import org.sipverify.sip.Delivery;
import org.sipverify.sip.Forwarding;
import org.sipverify.sip.Headers;
import org.sipverify.sip.IncomingCall;
import org.sipverify.sip.Invite;
import org.sipverify.sip.SipAddress;
import org.sipverify.sip.transport.Transport;
import org.sipverify.verifier.pinned.PassportSigner;
import org.sipverify.verifier.pinned.PassportSigner.Claims;

/** A call that remembers how it was answered. */
public final class FakeCall implements IncomingCall {
    static final PassportSigner SIGNER = PassportSigner.generate();

    final List<Answer> answers = new ArrayList<>();
    private final Headers headers;
    private final String from;
    private final String to;
    private String source = "192.0.2.1";
    private Instant receivedAt = Instant.now();
    private Duration age = Duration.ofMillis(1);
    private boolean cancelled;
    private boolean named;
    Forwarding forwarding;
    CallWatcher watched;
    private Function<Answer, Delivery> delivery = answer -> new Delivery(Delivery.Kind.SENT, answer.status());
    private Runnable atEnd = () -> {};
    private Runnable onCancel = () -> {};

    private FakeCall(Headers headers, String from, String to) {
        this.headers = headers;
        this.from = from;
        this.to = to;
    }

    public static FakeCall withCredentials() {
        var now = Instant.now();
        var claims = new Claims(
                DemoSigner.KID, "+15551234567", "+14155551234", DemoSigner.DOSSIER, now, now.plusSeconds(60));
        return with(Headers.NONE
                .with("Identity", PassportSigner.identityHeader(SIGNER.sign(claims), DemoSigner.KID))
                .with("P-VVP-Identity", PassportSigner.vvpIdentityHeader(claims)));
    }

    static FakeCall bare() {
        return with(Headers.NONE);
    }

    static FakeCall with(Headers headers) {
        return new FakeCall(headers, "+15551234567", "+14155551234");
    }

    FakeCall between(String caller, String callee) {
        return new FakeCall(headers, caller, callee);
    }

    FakeCall also(String name, String value) {
        return new FakeCall(headers.with(name, value), from, to);
    }

    /** It comes from there. */
    FakeCall at(String address) {
        source = address;
        return this;
    }

    /** The clock said this when the INVITE came, and the call has lasted that long. */
    FakeCall received(Instant time, Duration before) {
        receivedAt = time;
        age = before;
        return this;
    }

    /** Its caller gives up before the first thing that was asked for is there. */
    FakeCall cancelled() {
        cancelled = true;
        return this;
    }

    @Override
    public Duration age() {
        return age;
    }

    @Override
    public Invite invite() {
        return new Invite(
                "call-1",
                1,
                new Invite.Addressing(
                        new SipAddress(from, "carrier.example"),
                        new SipAddress(to, "pbx.example"),
                        "sip:" + to + "@pbx.example"),
                headers,
                new Invite.Arrival(new InetSocketAddress(source, 5060), Transport.UDP, receivedAt, List.of()),
                message());
    }

    private byte[] message() {
        var text = new StringBuilder("""
                INVITE sip:%1$s@pbx.example SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK-1
                From: <sip:%2$s@carrier.example>;tag=1
                To: <sip:%1$s@pbx.example>
                Call-ID: call-1
                CSeq: 1 INVITE
                """.formatted(to, from));
        headers.fields().forEach(field -> text.append(field.name() + ": " + field.value() + "\n"));
        return text.append("Content-Length: 0\n\n")
                .toString()
                .replace("\n", "\r\n")
                .getBytes(UTF_8);
    }

    @Override
    public void answer(Answer answer, Consumer<Delivery> then) {
        answers.add(answer);
        then.accept(answers.size() > 1 ? Delivery.TOO_LATE : delivery.apply(answer));
    }

    @Override
    public <T> Consumer<T> inLane(Consumer<T> step) {
        return value -> {
            if (cancelled) {
                cancel();
            } else if (answers.isEmpty()) {
                step.accept(value);
            }
        };
    }

    @Override
    public boolean isNamed() {
        return named;
    }

    /** The operator has named its source. */
    FakeCall named() {
        named = true;
        return this;
    }

    @Override
    public void bridge(Forwarding how, CallWatcher watcher) {
        forwarding = how;
        watched = watcher;
    }

    @Override
    public void onCancel(Runnable action) {
        onCancel = action;
    }

    /** Its caller gives up now. */
    void cancel() {
        cancelled = true;
        onCancel.run();
        onCancel = () -> {};
    }

    /** What becomes of its answer, which is sent unless this is said. */
    FakeCall answered(UnaryOperator<Delivery> otherwise) {
        var sent = delivery;
        delivery = answer -> otherwise.apply(sent.apply(answer));
        return this;
    }

    @Override
    public void onEnd(Runnable action) {
        atEnd = action;
    }

    void end() {
        atEnd.run();
    }

    Answer answer() {
        return answers.get(0);
    }

    String header(String name) {
        return answer().headers().first(name).orElse("");
    }

    /** Status of the answer, and what it says of the caller. */
    String shown() {
        var headers =
                Stream.of("X-VVP-Status", "X-VVP-Brand-Name", "X-VVP-Caller-ID", "X-VVP-Error", "X-VVP-Warning-Reason");
        return Stream.concat(Stream.of(Integer.toString(answer().status())), headers.map(this::header))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
