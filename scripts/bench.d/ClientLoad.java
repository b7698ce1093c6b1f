import com.typesafe.config.ConfigFactory;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.sipverify.formats.config.ConfigSection;
import org.sipverify.sip.client.OutboundConfig;
import org.sipverify.sip.client.OutboundRequest;
import org.sipverify.sip.client.RequestFailure;
import org.sipverify.sip.client.RequestSender.Manner;
import org.sipverify.sip.client.Response;
import org.sipverify.sip.client.ResponseListener;
import org.sipverify.sip.client.StandaloneClient;
import org.sipverify.sip.client.StandaloneClient.Means;
import org.sipverify.sip.dns.Locator;
import org.sipverify.sip.dns.Target;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportMeter;

/** Places INVITEs at a steady rate over the client of the SIP stack: PORT RATE WARM_SECONDS SECONDS. Prints JSON. */
public final class ClientLoad {
    private static final Manner MANNER = new Manner(Duration.ofSeconds(10));

    private final Target target;
    private final StandaloneClient client;
    private final AtomicInteger answered = new AtomicInteger();
    private int placed;

    private ClientLoad(int port) {
        var sip = ConfigSection.of("sip", ConfigFactory.load().getConfig("sip"), Path.of(""));
        var outbound = OutboundConfig.from(sip);
        var limits = new TransportLimits(
                new TransportLimits.MessageSize(16 << 10, 64 << 10),
                new TransportLimits.Backlog(10_000, Duration.ofSeconds(1)),
                new TransportLimits.Connections(10, 10, Duration.ofMinutes(1), Duration.ofSeconds(10), 1 << 20));
        var locator = new Locator(outbound.dns(), EnumSet.of(Transport.UDP), TransportMeter.NONE);
        this.target = Target.parse("127.0.0.1:" + port);
        this.client = new StandaloneClient(
                new Means(locator, outbound.connectTimeout(), limits, Optional.empty()), TransportMeter.NONE);
    }

    public static void main(String[] args) {
        var load = new ClientLoad(Integer.parseInt(args[0]));
        int rate = Integer.parseInt(args[1]);
        load.place(rate, Integer.parseInt(args[2]));
        int answeredBefore = load.awaited();
        int placedBefore = load.placed;
        long cpu = cpu();
        load.place(rate, Integer.parseInt(args[3]));
        int calls = load.placed - placedBefore;
        int answers = load.awaited() - answeredBefore;
        System.out.printf("{\"calls\": %d, \"answered\": %d, \"cpu_us_per_call\": %.1f}%n", calls, answers,
                (cpu() - cpu) / 1000.0 / calls);
        System.exit(0);
    }

    private void place(int rate, int seconds) {
        long begin = System.nanoTime();
        for (int i = 0; i < rate * seconds; i++) {
            long due = begin + i * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            client.sender().send(invite(), MANNER, new Counted());
            placed++;
        }
    }

    private OutboundRequest invite() {
        var id = "bench-" + placed + "-" + ProcessHandle.current().pid();
        var uri = target.uri("+14155551234");
        var ids = new OutboundRequest.Ids("<" + target.uri("+15551234567") + ">;tag=" + placed, "<" + uri + ">", id, 1);
        return new OutboundRequest("INVITE", uri, target, ids).withContact("bench");
    }

    /** All that have been answered, once that is all there will be. */
    private int awaited() {
        for (int i = 0; i < 200 && answered.get() < placed; i++) {
            LockSupport.parkNanos(10_000_000);
        }
        return answered.get();
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private final class Counted implements ResponseListener {
        @Override
        public void answered(Response response) {
            answered.incrementAndGet();
        }

        @Override
        public void failed(RequestFailure why) {}
    }
}
