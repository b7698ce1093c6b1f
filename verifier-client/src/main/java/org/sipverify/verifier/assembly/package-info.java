/** Assembles the verifier that the configuration describes; the only package that knows all the others. */
@NullMarked
package org.sipverify.verifier.assembly;

import org.jspecify.annotations.NullMarked;
