package org.sipverify.sip.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.sipverify.sip.guard.Limits;
import org.sipverify.sip.guard.MessageGuard;
import org.sipverify.sip.guard.ValidMessage;

/** An admission with a clock that stands, and requests to ask it about. */
abstract class AdmissionFixture {
    static final String CARRIER = "192.0.2.1";
    static final String STRANGER = "203.0.113.9";
    static final boolean UDP = true;
    static final boolean TCP = false;

    final FakeClock clock = new FakeClock();
    final Tally tally = new Tally();

    Admission valve(String settings) {
        return new Admission(AdmissionConfigTest.with(settings), tally, clock);
    }

    static List<AdmissionDecision> requests(Admission valve, String address, boolean udp, int count) {
        return requests(valve, "INVITE", address, udp, count);
    }

    static List<AdmissionDecision> requests(Admission valve, String method, String address, boolean udp, int count) {
        var invite = request(method, "");
        return Stream.generate(() -> valve.checkRequest(source(address, udp), invite))
                .limit(count)
                .toList();
    }

    static long admitted(List<AdmissionDecision> rulings) {
        return rulings.stream().filter(AdmissionDecision.ADMIT::equals).count();
    }

    static Source source(String address, boolean udp) {
        try {
            return Source.of(InetAddress.getByName(address), udp);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static ValidMessage request(String method, String field) {
        var text = """
                %1$s sip:x@y SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
                From: <sip:a@b>;tag=1
                To: <sip:x@y>
                Call-ID: 1
                CSeq: 1 %1$s
                """.formatted(method).replace("\n", "\r\n");
        var bytes = (text + field + "\r\n").getBytes(UTF_8);
        return new MessageGuard(Limits.DEFAULT)
                .check(bytes, bytes.length, true)
                .match(
                        valid -> valid,
                        rejected -> {
                            throw new AssertionError(rejected.error());
                        },
                        ignored -> {
                            throw new AssertionError(ignored.error());
                        });
    }
}
