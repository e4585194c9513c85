"""The first 64 digits that MNIST trains with, in black and white, as text: no file."""

import base64
import zlib

import numpy as np

FEW_LABELS = "5041921314353617286940911243273869056076187939859330749809414460"
# From MNIST, (c) Yann LeCun and Corinna Cortes, CC BY-SA 3.0; a pixel is 1 from half
# ink on. 8 pixels a byte (np.packbits), then zlib, then base64.b85encode
FEW_PIXELS = (
    "c-oy<O|KhC6+Pv8xPq{{v-Ak_`VIU5oMGcg<~gkR88~9gqN6Ov5$3suktVYkG21Lg{Dv&EU{O)fgvC?XvO"
    "uV!NX!O_9%V5`I5wy1w!7Uges(`<;j+u!^>OdH=bl@@d#&q{t&y&Pjl=i;4D<ozfFA$L0d0X(`D*w_0W5&"
    "jK^IVbXJL_g9BBMALwFj$v&jAq^)H8U55{`<go}9P5-#bL9iXqRvN`$*)JunK3AN^07RTE?;DjHp#~GcnJ"
    "<iCkkCCzl{j^Y<H!yA(&wwcpU3YRY3=c1$xQmfkgD)f;;K2qmFp?RHXs9qgmhl<KZM8s-R_zf_%!9w=v^i"
    "2P<UIyss4s0W2;SPbRgFDe*dw<Dcm3?a4;x@Ignk3ehv?|a1oWe(z3&$|ojCnCwRhamaLEhK++yR2IJ?;y"
    "?4Ezym9}wWDd_^_2FF*KSWH$hgetr3yPQx7SQZ{;ElZa!PN3<MMR<p=`uNwucGf^g6C`!FWBJiOcU<oQY!"
    "SqroG{3qTlD%+FD&{w^k+1U57DUp>M^{K)qRY{V4=}*U+@JQ0~w!Q$4JGTtNPe+FosmaPn`Gm0QysjxP?H"
    "tZ5zi)IbnEdRPD3m5YFD8LMO7FC2r8@s%&G`W>tk+fK4H6!ojROV|h3MlAB{dzStB<dCZ^gop>6<G$5z+W"
    ";2lKpL_<xsUKdV_sHSZ2!pTb4u>9>B#4Y_eTb4q-9AVi=}Me++AT!eXbFqe7@4uk&oDM*g!*u^YR*B0B~y"
    "d(-gQ&+&=Uv4b4&@?=I%;1H7jJRkVW)shv5jC<L5rY@CIh$=E;2ejSbAFUI9OHF~!iKA?-|ry?)JSr%+$>"
    "7_vgh57Ps|5d7PhxSLk)xFu|Po8z>`kI&Hg2_yeDI!Zb|ea2OKEz?ic0!+Ed@Az#9^(j}DO=k8gPfT}Xr6"
    "h&!wd8#kkkH3aIZgEDC=6|%W5&)F7%iZQ`4}&==zdq`p1C0XNLGMsE4;9Z-cB!Rc~a~p%oB%idz>I<)e)R"
    "wmn&!ZeU?Ih6ImnV6y4HLG|vZonx_8+O+YI>rXPePK6L1eqNml<DiDIltT2jfv(r9Lr$QcOyw9pUoiy_F="
    "&CH(-}+UO+D4B=6%k^dKz(bgNBXi4cKAF5rP?f`G-zQV?nlv>izQOVLs8~OK~Uhi3;8CeiO0)uKJj|94(<"
    ">1q*~IG<T;|e8$#P{JCj5NM6$M3pw!kcA$-tMku}1hCmXN-O(y=8kI14}%!-(SvO;2Fxno76mso6QFCUH{"
    "LjH&lh)-^4s1+V;B;Dzf@7&fiVVZedD||cWUqSw?xx3;<c`l+dV`3mZ<@q*mZlP1NY<}D{@3oZailMt21p"
    "&NuY}_Z!^L-a-DENsJ=RS~abWq+lKL-uB5C+c+m~;6hc1bH#g%tkJ$XEIgz#Six?8IK<2UTjf2C4QctnBd"
    "I*&H2;kPkmc=Z?ik6rSDxLk&bT$x*(cP@0i7B9^djSbw<d4s~_ldR-O>Vj1xnR`@TcrXqW7an4*uVK%1Ux"
    "!x>?p=}=dXvB}5SXMySZ<(Z*F{O<w#tAt38|`h;>F=8FzK^q?x0v>Jt%FOdkUH(O8V?(sh`J}FG%Yxp6JT"
    "~r-EAnt2`arL;t<|^{ZCMD9p+=07e0{HDGRt_h?L5MWlMI!rzAhD<-o05P%_l)Tj{$ar08^>At=@7w!ySQ"
    "R>!2b1Q&c&s|8#zPY-9%42B0wn1RLpCop#{9u~2hV6+8$wv6jxl~i`R_e#NL*KHI{-9yvgie@mEz&kqN8T"
    "6M?FX>lRR2kt_swe#w@PH5Vj0AHsiq5`)eC@@j0}&KdzdNa5Uq;aTYNy^Icla1R2_?X1QYU;-X+BdgRO_W"
    "u9u4X&f85`JLN^U=G7a&S`l|fz))6Vpo*q|Cp)F#?u3tuiNcj45kKQ>ItPeU0OSj8LJL%I`TH;#rn2D7ha"
    "*?M<e#q@i(d$KT>ZcW6IIf;>TDt0lKDdWY==f_Kxu8u=U0(lW5nnr+XfAp-!w#SW^-c<5ljD<bGX*XC5j!"
    "H}XY6u$w{&qc!lhFL!@1OV$8-}(lI4dE`<GN7>V#EQF_`jN#Mku-)F&QySHgkr@SVU9B<=WmgZ+w1GA7O6"
    "mzOWX#1a#?xRCQm<}s(}79irTnb?)ko_Xi+?ki-<DL=rNqTdZLVrOG#LZ|tQHC`6aJy}N8*rpAm^jU12VX"
    "@4q!Ku6YYB{*~b}JQPNsnJZ1S|c96Hz|=1t62^XNVUz+-n)kCyhd^4)PPB^23mtVx8brdCg4@jnxRn4`=r"
    "cAH7E&zPi;sM6uy!Y*B>lr60R^8Nh?zrCj`nT&K(`OZ=P%<3bOFTVF^?dhE(_D!G`*D@FdA6}zLS69T!=t"
    "gOb!wUv&)IH-yQ>2nul@kS`2MLUh~S8ro}Fx^<ccRBdbMGg6Zt2neSJ^KyWbf~Om+1X3!iUNbWdtC%=t?3"
    "7L_)p0kMI}jUWpa>M>!g|1^_r{dwY-tTUE_wMzUXMtrhO!Jj4`Tm<qa2$SJNqqMUk?uTJSi&Nl~~-3N3N?"
    "Oa34{E+rml=#LR^sX_+Y7YI9v^w`b%Z?76880wD^#pXMUixKsi$k#N=*LZ*CTB(_Vz-<#R+_YS~#=7ej(v"
    "c6KJ%!iA=i(D@o)NOf8j{CsyuEL2UIP6Ogi{)T"
)


def few_digits():
    """64 digits: pixels x, (64, 784), 1.0 where ink covers half or more; labels (64,).

    x is float64, so that a nudge can be tiny; y is int64.
    """
    packed = zlib.decompress(base64.b85decode(FEW_PIXELS))
    x = np.unpackbits(np.frombuffer(packed, np.uint8)).reshape(64, 784)
    return x.astype(float), np.array([*FEW_LABELS], np.int64)
