package org.sipverify.vcon.record;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sipverify.vcon.JsonBytes;
import org.sipverify.vcon.Messages;
import org.sipverify.vcon.Seal;
import org.sipverify.vcon.call.RecordedMessage;
import org.sipverify.vcon.call.RecordedMessage.Direction;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.call.ScrubbedMessage;
import org.sipverify.vcon.content.ContentConfig;
import org.sipverify.vcon.content.Purpose;
import org.sipverify.vcon.content.VconContent;
import org.sipverify.vcon.journal.Entry;
import org.sipverify.vcon.privacy.CredentialScan;
import org.sipverify.vcon.privacy.Scrubber;
import org.sipverify.vcon.sip.SipText;
import org.sipverify.vcon.store.FileStore;
import org.sipverify.vcon.store.FileStore.Item;

/**
 * CPU of each stage of a typical call's way to its file, on one thread, in microseconds a call. To be run by hand:
 *
 * <pre>java -cp ... org.sipverify.vcon.record.StageBench CALLS DIRECTORY</pre>
 */
final class StageBench {
    private static final int BATCH = 64;

    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private final VconContent content =
            new VconContent(new ContentConfig("sip.example", "Example", Set.of(Purpose.values()), Set.of()));
    private final VconBuilder builder = new VconBuilder(content, Seal.NONE, Optional.empty(), new CountingMeter());
    private final CredentialScan scan = new CredentialScan(content.harmless());
    private final JsonBytes json = new JsonBytes();
    private final VconUuids uuids = new VconUuids("sip.example");
    private final FileStore store;
    private long last;
    private int sink;

    private StageBench(Path directory) {
        store = new FileStore(directory, false);
    }

    public static void main(String[] arguments) throws Exception {
        var calls = Integer.parseInt(arguments[0]);
        var bench = new StageBench(Files.createDirectories(Path.of(arguments[1])));
        for (var i = 0; i < 3; i++) { // the first ones warm up
            bench.nanos.clear();
            bench.run(calls / BATCH);
        }
        bench.nanos.forEach((stage, nanos) -> System.out.printf("%-28s %7.1f us%n", stage, nanos / 1000.0 / calls));
        System.out.println(bench.sink);
    }

    private void run(int batches) throws Exception {
        for (var batch = 0; batch < batches; batch++) {
            var items = new ArrayList<Item>();
            for (var i = 0; i < BATCH; i++) {
                var call = new TypicalCall("call-" + batch * BATCH + i + "@192.0.2.1", Messages.START);
                items.add(item(call));
            }
            last = now();
            store.write(items, () -> {});
            stage("store (open to rename)");
        }
    }

    private Item item(TypicalCall call) throws Exception {
        var arrived = call.arrival();
        var messages = List.of(call.trying(), call.redirect(), call.ack());
        last = now();
        var uuid = uuids.next(Messages.START.toEpochMilli());
        var invite = Scrubber.scrub(new RecordedMessage(Direction.RECEIVED, arrived.time(), arrived.invite()));
        stage("open: scrub");
        var arrival = Masking.arrival(arrived, invite.message().bytes());
        stage("open: mask");
        sink += Entry.open(uuid, arrival, invite.removed()).length;
        stage("open: entry");
        var recording = record(uuid, new Recording(uuid, arrival, invite.removed()), messages);
        last = now();
        var vcon = content.of(recording);
        stage("build: tree");
        sink += scan.kinds(vcon).size();
        stage("build: scan");
        sink += json.of(vcon).length;
        stage("build: bytes");
        var made = builder.make(recording).get(0);
        stage("build: all of it as it is");
        return made.item();
    }

    private Recording record(UUID uuid, Recording recording, List<RecordedMessage> messages) {
        for (var message : messages) {
            var text = SipText.of(message.bytes());
            stage("record: read");
            sink += text.branch().length();
            ScrubbedMessage scrubbed = Scrubber.scrub(message, text);
            stage("record: scrub");
            recording.add(scrubbed);
            sink += Entry.message(uuid, scrubbed).length;
            stage("record: entry");
        }
        var verdict = Masking.verdict(Messages.VALID);
        recording.found(verdict);
        var decision = Masking.decision(Messages.REDIRECTED);
        recording.decided(decision);
        recording.end(Messages.START.plusMillis(15));
        stage("record: mask");
        sink += Entry.verdict(uuid, verdict).length + Entry.decided(uuid, decision).length;
        stage("record: entry");
        return recording;
    }

    private void stage(String name) {
        var now = now();
        nanos.merge(name, now - last, Long::sum);
        last = now();
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
