package org.sipverify.vcon.read;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Puts any number of summaries in the order of their time. Holds a bounded number of them; what is more goes, sorted,
 * to temporary files, which are merged at the end and removed on closing.
 */
public final class SortedSummaries implements AutoCloseable {
    private static final Comparator<Summary> ORDER =
            Comparator.comparing(Summary::instant).thenComparing(Summary::uuid);

    private final ObjectMapper json = new ObjectMapper();
    private final int held;
    private final List<Summary> summaries = new ArrayList<>();
    private final List<Path> runs = new ArrayList<>();

    /** Takes what is next in order. */
    public interface Sink {
        void take(Summary summary) throws IOException;
    }

    /** Holds at most this many in memory. */
    public SortedSummaries(int held) {
        this.held = held;
    }

    public void add(Summary summary) throws IOException {
        summaries.add(summary);
        if (summaries.size() == held) {
            spill();
        }
    }

    private void spill() throws IOException {
        summaries.sort(ORDER);
        var run = Files.createTempFile("sip-verify-list", ".jsonl");
        runs.add(run);
        try (BufferedWriter out = Files.newBufferedWriter(run)) {
            for (var summary : summaries) {
                out.write(json.writeValueAsString(summary));
                out.write('\n');
            }
        }
        summaries.clear();
    }

    /** Hands all over, oldest first. */
    public void drain(Sink sink) throws IOException {
        summaries.sort(ORDER);
        var open = new ArrayList<Run>();
        try {
            var queue = new PriorityQueue<Run>(Comparator.comparing((Run run) -> run.head, ORDER));
            for (var file : runs) {
                var run = new Run(Files.newBufferedReader(file), json);
                open.add(run);
                queue.add(run);
            }
            merge(queue, sink);
        } finally {
            for (var run : open) {
                run.lines.close();
            }
        }
    }

    private void merge(PriorityQueue<Run> queue, Sink sink) throws IOException {
        var rest = summaries.iterator();
        var mine = rest.hasNext() ? rest.next() : null;
        while (mine != null || !queue.isEmpty()) {
            var run = queue.peek();
            if (run == null || (mine != null && ORDER.compare(mine, run.head) <= 0)) {
                sink.take(java.util.Objects.requireNonNull(mine));
                mine = rest.hasNext() ? rest.next() : null;
            } else {
                queue.remove();
                sink.take(run.head);
                if (run.advance()) {
                    queue.add(run);
                }
            }
        }
    }

    /** A sorted file and the first summary in it that was not taken yet. */
    private static final class Run {
        final BufferedReader lines;
        private final ObjectMapper json;
        Summary head;

        Run(BufferedReader lines, ObjectMapper json) throws IOException {
            this.lines = lines;
            this.json = json;
            this.head = json.readValue(lines.readLine(), Summary.class);
        }

        boolean advance() throws IOException {
            var line = lines.readLine();
            if (line == null) {
                return false;
            }
            head = json.readValue(line, Summary.class);
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        for (var run : runs) {
            Files.deleteIfExists(run);
        }
    }
}
