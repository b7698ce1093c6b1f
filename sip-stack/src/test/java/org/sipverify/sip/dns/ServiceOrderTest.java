package org.sipverify.sip.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;

class ServiceOrderTest {
    private static final int RUNS = 10_000;

    @Test
    void aLowerPriorityComesFirstWhateverTheWeights() {
        var records = List.of(server(20, 65535, "b"), server(10, 0, "a"), server(30, 1, "c"));

        for (var run = 0; run < 100; run++) {
            assertEquals("abc", order(records, new Random(run)));
        }
    }

    @Test
    void serversComeFirstAsOftenAsTheirWeightsSay() {
        var records = List.of(server(10, 600, "a"), server(10, 300, "b"), server(10, 100, "c"));

        assertEquals(0.6, share(records, "a"), 0.03);
        assertEquals(0.3, share(records, "b"), 0.03);
        assertEquals(0.1, share(records, "c"), 0.03);
    }

    @Test
    void aServerWithoutWeightComesFirstSeldomButSometimes() {
        var share = share(List.of(server(10, 0, "a"), server(10, 9, "b")), "a");

        assertTrue(share > 0 && share < 0.2, "share: " + share);
    }

    @Test
    void everyServerIsInTheOrderOnce() {
        var records = List.of(server(10, 0, "a"), server(10, 0, "b"), server(10, 5, "c"), server(10, 5, "d"));

        var sorted = order(records, new Random(1)).chars().sorted().toArray();

        assertEquals("abcd", new String(sorted, 0, sorted.length));
    }

    private static double share(List<SRVRecord> records, String first) {
        var random = new Random(4711);
        var hits = 0;
        for (var run = 0; run < RUNS; run++) {
            hits += order(records, random).startsWith(first) ? 1 : 0;
        }
        return (double) hits / RUNS;
    }

    private static String order(List<SRVRecord> records, Random random) {
        var text = new StringBuilder();
        ServiceOrder.of(records, random::nextInt)
                .forEach(one -> text.append(one.getTarget().getLabelString(0)));
        return text.toString();
    }

    private static SRVRecord server(int priority, int weight, String name) {
        var here = Name.fromConstantString("_sip._udp.test.");
        return new SRVRecord(here, DClass.IN, 60, priority, weight, 5060, Name.fromConstantString(name + ".test."));
    }
}
