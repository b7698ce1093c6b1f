package org.sipverify.sip.transport;

import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.RawUnixChannelOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The socket filter by which Linux chooses between the two UDP sockets of one port: datagrams from some networks go to
 * the second socket, all others to the first. It is classic BPF, attached with SO_ATTACH_REUSEPORT_CBPF (socket(7)).
 */
public final class SourceProgram {
    static final RawUnixChannelOption ATTACH =
            new RawUnixChannelOption("SO_ATTACH_REUSEPORT_CBPF", 1, 51, Program.STRUCT_LENGTH);

    /** BPF_MAXINSNS of linux/bpf_common.h: the kernel accepts no longer program. */
    private static final int MOST_INSTRUCTIONS = 4096;

    // Operation codes of linux/bpf_common.h and linux/filter.h.
    private static final int LOAD_WORD = 0x20;
    private static final int LOAD_BYTE = 0x30;
    private static final int AND = 0x54;
    private static final int SHIFT_RIGHT = 0x74;
    private static final int JUMP = 0x05;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;

    /** SKF_NET_OFF: offsets from here are those in the IP header. */
    private static final int IP_HEADER = -0x100000;

    private static final int IPV4_SOURCE = IP_HEADER + 12;
    private static final int IPV6_SOURCE = IP_HEADER + 8;

    /** An IPv4 address as 128 bits is ::ffff:a.b.c.d. */
    private static final int IPV4_PREFIX = 96;

    private static final int FIRST_SOCKET = 0;
    private static final int SECOND_SOCKET = 1;

    private final List<Instruction> ipv4 = new ArrayList<>();
    private final List<Instruction> ipv6 = new ArrayList<>();

    /**
     * {@code struct sock_filter}: the jumps when a comparison is true and when it is false are relative to the next
     * instruction.
     */
    private record Instruction(int code, int ifTrue, int ifFalse, int value) {}

    /**
     * Adds a network whose datagrams go to the second socket.
     *
     * @param high the first 64 bits of its address; IPv4 is written as IPv4-mapped IPv6 (RFC 4291 section 2.5.5.2)
     * @param low the other 64
     * @param bits length of its prefix, 0 to 128
     * @param isIpv4 whether it is an IPv4 network
     */
    public void add(long high, long low, int bits, boolean isIpv4) {
        if (isIpv4) {
            addWords(ipv4, IPV4_SOURCE, new int[] {(int) low}, bits - IPV4_PREFIX);
        } else {
            var words = new int[] {(int) (high >>> 32), (int) high, (int) (low >>> 32), (int) low};
            addWords(ipv6, IPV6_SOURCE, words, bits);
        }
    }

    /** Compares as many words as the prefix covers; a failed comparison jumps past this network. */
    private static void addWords(List<Instruction> program, int offset, int[] words, int bits) {
        int count = (bits + 31) / 32;
        for (int i = 0; i < count; i++) {
            int left = bits - 32 * i;
            int mask = left >= 32 ? -1 : -1 << (32 - left);
            int behind = 3 * (count - 1 - i) + 1;
            program.add(new Instruction(LOAD_WORD, 0, 0, offset + 4 * i));
            program.add(new Instruction(AND, 0, 0, mask));
            program.add(new Instruction(JUMP_IF_EQUAL, 0, behind, words[i] & mask));
        }
        program.add(new Instruction(RETURN, 0, 0, SECOND_SOCKET));
    }

    private List<Instruction> instructions() {
        var all = new ArrayList<Instruction>();
        all.add(new Instruction(LOAD_BYTE, 0, 0, IP_HEADER));
        all.add(new Instruction(SHIFT_RIGHT, 0, 0, 4)); // the version is the upper half of the first octet
        all.add(new Instruction(JUMP_IF_EQUAL, 0, 1, 6));
        all.add(new Instruction(JUMP, 0, 0, ipv4.size() + 1));
        all.addAll(ipv4);
        all.add(new Instruction(RETURN, 0, 0, FIRST_SOCKET));
        all.addAll(ipv6);
        all.add(new Instruction(RETURN, 0, 0, FIRST_SOCKET));
        return all;
    }

    /**
     * The program in memory; the kernel copies it while it is attached.
     *
     * @throws IOException when the program is too long for the kernel
     */
    Program assemble() throws IOException {
        var instructions = instructions();
        if (instructions.size() > MOST_INSTRUCTIONS) {
            throw new IOException("too many networks for one socket filter of the kernel");
        }
        var filter = ByteBuffer.allocateDirect(8 * instructions.size()).order(ByteOrder.nativeOrder());
        for (var each : instructions) {
            filter.putShort((short) each.code())
                    .put((byte) each.ifTrue())
                    .put((byte) each.ifFalse())
                    .putInt(each.value());
        }
        var struct = ByteBuffer.allocateDirect(Program.STRUCT_LENGTH).order(ByteOrder.nativeOrder());
        struct.putShort(0, (short) instructions.size()).putLong(8, Buffer.memoryAddress(filter));
        return new Program(struct, filter);
    }

    /**
     * {@code struct sock_fprog}, and the instructions that it points to.
     *
     * @param filter kept so that its memory stays valid while the struct is used
     */
    record Program(ByteBuffer struct, ByteBuffer filter) {
        static final int STRUCT_LENGTH = 16;
    }
}
