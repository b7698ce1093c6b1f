/** The house: {@link org.sipverify.app.House} builds it, {@link org.sipverify.app.CallFlow} is what happens in it. */
@NullMarked
package org.sipverify.app;

import org.jspecify.annotations.NullMarked;
