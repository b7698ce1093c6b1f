/** The program. {@link org.sipverify.app.call.CallFlow} is the life of one call; read it first. */
@NullMarked
package org.sipverify.app;

import org.jspecify.annotations.NullMarked;
