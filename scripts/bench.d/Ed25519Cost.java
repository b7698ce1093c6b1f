import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Prints what one check of an Ed25519 signature costs by BouncyCastle's low-level API, in microseconds of CPU. */
public final class Ed25519Cost {
    private static final int SIGNED = 300;

    public static void main(String[] args) {
        long seconds = Long.parseLong(args[0]);
        var random = new SecureRandom();
        byte[] secret = new byte[Ed25519.SECRET_KEY_SIZE];
        byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
        byte[] text = new byte[SIGNED];
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        random.nextBytes(secret);
        random.nextBytes(text);
        Ed25519.generatePublicKey(secret, 0, key, 0);
        Ed25519.sign(secret, 0, text, 0, text.length, signature, 0);
        measure(seconds, signature, key, text);
        System.out.printf("%.1f%n", measure(seconds, signature, key, text));
    }

    private static double measure(long seconds, byte[] signature, byte[] key, byte[] text) {
        var threads = java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        long end = System.nanoTime() + seconds * 1_000_000_000;
        int checks = 0;
        while (System.nanoTime() < end) {
            if (!Ed25519.verify(signature, 0, key, 0, text, 0, text.length)) {
                throw new IllegalStateException("not a valid signature");
            }
            checks++;
        }
        return (threads.getCurrentThreadCpuTime() - before) / 1000.0 / checks;
    }
}
