package org.sipverify.vcon.record;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.Seal;
import org.sipverify.vcon.StoredListener;

/**
 * Feeds an exporter with typical calls and prints the CPU that each of its threads takes for one. To be run by hand:
 *
 * <pre>java -cp ... org.sipverify.vcon.record.ExporterBench CALLS_A_SECOND SECONDS WARM_UP_CALLS DIRECTORY</pre>
 *
 * With 0 calls a second it goes as fast as the exporter takes them without shedding.
 */
final class ExporterBench {
    private static final int MOST_PENDING = 2_000;

    private final VconExporter exporter;
    private final CountingMeter meter = new CountingMeter();
    private int number;

    private ExporterBench(Path directory) throws IOException {
        exporter = VconExporter.start(ExporterFiles.config(directory, ""), Seal.NONE, StoredListener.NONE, meter);
    }

    public static void main(String[] arguments) throws Exception {
        var rate = Integer.parseInt(arguments[0]);
        var seconds = Integer.parseInt(arguments[1]);
        var bench = new ExporterBench(Files.createDirectories(Path.of(arguments[3])));
        bench.run(Integer.parseInt(arguments[2]), 0, Long.MAX_VALUE);
        var before = cpu();
        var first = bench.number;
        var start = System.nanoTime();
        bench.run(Integer.MAX_VALUE, rate, start + seconds * 1_000_000_000L);
        var took = (System.nanoTime() - start) / 1e9;
        bench.print(before, bench.number - first, took);
        bench.exporter.close();
    }

    private void run(int calls, int rate, long until) {
        var start = System.nanoTime();
        for (var i = 0; i < calls && System.nanoTime() - until < 0; i++) {
            if (rate > 0) {
                pause(start + i * 1_000_000_000L / rate);
            } else {
                while (exporter.pending() > MOST_PENDING) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
            call(new TypicalCall("call-" + number++ + "@192.0.2.1", Instant.now()));
        }
        while (exporter.pending() > 0) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static void pause(long until) {
        for (var left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** What comes from outside is made before; what is measured as "the calls" is what the exporter does with it. */
    private void call(TypicalCall call) {
        var arrival = call.arrival();
        var trying = call.trying();
        var redirect = call.redirect();
        var ack = call.ack();
        var began = OWN.getCurrentThreadCpuTime();
        var notes = exporter.open(arrival);
        exporter.message(trying);
        notes.whenJournalled(() -> {});
        exporter.message(redirect);
        notes.answered(Messages.VALID, Messages.REDIRECTED);
        exporter.message(ack);
        notes.close();
        own += OWN.getCurrentThreadCpuTime() - began;
    }

    private static final java.lang.management.ThreadMXBean OWN = ManagementFactory.getThreadMXBean();
    private static long own;

    /** Nanoseconds by the name of the thread; the JVM's own together are what is left of the process's. */
    private static Map<String, Long> cpu() {
        var cpu = new TreeMap<String, Long>();
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("vcon-")) {
                cpu.put(thread.getName(), OWN.getThreadCpuTime(thread.getId()));
            }
        }
        cpu.put("the calls", own);
        return cpu;
    }

    private void print(Map<String, Long> before, int calls, double seconds) {
        var sum = 0.0;
        for (var thread : cpu().entrySet()) {
            var micros = (thread.getValue() - before.getOrDefault(thread.getKey(), 0L)) / 1000.0 / calls;
            sum += micros;
            System.out.printf("%-24s %7.1f us%n", thread.getKey(), micros);
        }
        System.out.printf(
                "%-24s %7.1f us a call; %d calls, %.0f a second, shed %d traces %d messages, lost %d%n",
                "sum", sum, calls, calls / seconds, meter.shedTraces.get(), meter.shedMessages.get(), meter.lost.get());
    }
}
