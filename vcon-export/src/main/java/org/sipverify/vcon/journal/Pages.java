package org.sipverify.vcon.journal;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A file as memory. A store into a page that is not ready waits: the system notes the change of the file, loads the
 * page, or has the disk finish with it.
 */
interface Pages {
    /** Makes pages of a file; a test's may be slow. */
    @FunctionalInterface
    interface Mapper {
        Pages map(FileChannel channel, int size) throws IOException;
    }

    /**
     * Stores octets.
     *
     * @throws InternalError when a file system that allots room at the last moment has none
     */
    void put(int at, byte[] octets, int from, int length);

    /** Forces some to the disk. */
    void force(int from, int length);

    /** Those of the operating system. */
    static Pages mapped(FileChannel channel, int size) throws IOException {
        return new Mapped(channel.map(MapMode.READ_WRITE, 0, size));
    }

    /** Shared memory: what is stored is the system's, whatever becomes of this process. */
    record Mapped(MappedByteBuffer memory) implements Pages {
        @Override
        public void put(int at, byte[] octets, int from, int length) {
            memory.put(at, octets, from, length);
        }

        @Override
        public void force(int from, int length) {
            memory.force(from, length);
        }
    }
}
