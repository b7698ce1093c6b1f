/** The life of one call: {@link org.sipverify.app.call.CallFlow}, and what it is made of. */
@NullMarked
package org.sipverify.app.call;

import org.jspecify.annotations.NullMarked;
